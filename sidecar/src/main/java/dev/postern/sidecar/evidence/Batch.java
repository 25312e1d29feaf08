package dev.postern.sidecar.evidence;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.ContentDigest;
import dev.postern.evidence.Form;
import dev.postern.evidence.FrameWriter;
import dev.postern.evidence.Rests;
import dev.postern.evidence.SaltedHash;
import dev.postern.evidence.Seals;
import dev.postern.evidence.TreeHash;
import dev.postern.policy.Endorsement;
import dev.postern.policy.Program;
import dev.postern.policy.RuleRef;
import dev.postern.policy.Template;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes receipts off the lanes into the frame being written: finds their form, replaces what is sensitive by
 * commitments, commits to the question, and says which numbers are missing. The appender's alone.
 */
final class Batch {

    static final int MOST_RECEIPTS = 4_096;
    static final int MOST_BYTES = 1 << 20;

    private static final int MOST_FORMS = 1 << 13;
    private static final String SHED = "shed";

    private final List<ReceiptLane> lanes;
    /** The number each lane has to go on with. */
    private final long[] expected;

    private final EvidenceCounters counters;
    private final long bootNanos;
    private final IdentityHashMap<Template, KnownForm> forms = new IdentityHashMap<>();
    private final SaltedHash hash = new SaltedHash();
    private final Seals seals = new Seals();
    private final ByteBuilder openings = new ByteBuilder(1 << 16);
    private final ByteBuilder sealing = new ByteBuilder(1 << 10);
    private final byte[] commitment = new byte[TreeHash.BYTES];
    private final byte[] digests = new byte[ContentDigest.BYTES * (Rests.MOST + 1)];
    private final Rests rests = new Rests();
    private byte[] raw = new byte[1 << 12];
    private @Nullable Program current;
    private int first;

    Batch(List<ReceiptLane> lanes, EvidenceCounters counters, long bootNanos) {
        this.lanes = lanes;
        this.expected = new long[lanes.size()];
        this.counters = counters;
        this.bootNanos = bootNanos;
    }

    /** The openings of the receipts taken, in order, each after its length. */
    ByteBuilder openings() {
        return openings;
    }

    /** The number each lane goes on with, once the frame is on disk. */
    SortedMap<Integer, Long> next() {
        SortedMap<Integer, Long> next = new TreeMap<>();
        for (int i = 0; i < expected.length; i++) {
            next.put(lanes.get(i).index(), expected[i]);
        }
        return next;
    }

    /** The frame is on disk: lets go the answers that wait for that. */
    void kept() {
        for (int i = 0; i < expected.length; i++) {
            lanes.get(i).parking().kept(expected[i]);
        }
    }

    /** Takes what waits, up to the bounds of a frame; whether the lanes were emptied. */
    boolean take(Segment segment, long firstLeaf, long wallMillis) {
        openings.clear();
        FrameWriter writer = segment.writer();
        boolean emptied = true;
        first = (first + 1) % lanes.size();
        for (int i = 0; i < lanes.size(); i++) {
            int which = (first + i) % lanes.size();
            emptied &= take(which, segment, writer, firstLeaf, wallMillis);
        }
        return emptied;
    }

    private boolean take(int which, Segment segment, FrameWriter writer, long firstLeaf, long wallMillis) {
        ReceiptLane lane = lanes.get(which);
        LaneRing ring = lane.ring();
        // Read before the ring is: all numbers below are on the ring by now, or never will be.
        long claimed = lane.claimed();
        boolean more = ring.peek();
        while (more && hasRoom(writer)) {
            missing(which, ring.number(), writer, wallMillis);
            receipt(lane.index(), ring, segment, writer, firstLeaf + writer.count(), wallMillis);
            expected[which] = ring.number() + 1;
            ring.pass();
            more = ring.peek();
        }
        if (!more) {
            missing(which, claimed, writer, wallMillis);
        }
        ring.release();
        return !more;
    }

    private boolean hasRoom(FrameWriter writer) {
        return writer.count() < MOST_RECEIPTS && writer.size() + openings.size() < MOST_BYTES;
    }

    private void missing(int which, long until, FrameWriter writer, long wallMillis) {
        long from = expected[which];
        if (until > from) {
            writer.gap(lanes.get(which).index(), from, until - from, SHED, wallMillis);
            counters.gaps.addAndGet(until - from);
            expected[which] = until;
        }
    }

    private void receipt(int lane, LaneRing ring, Segment segment, FrameWriter writer, long leaf, long wallMillis) {
        int label = ring.label();
        int form = form(ring.template(), ring.program(), label, segment);
        int question = -1;
        if (ring.length() >= 0) {
            int length = ring.length() - rest(ring, label);
            OpeningVault vault = segment.vault();
            int saltAt = vault.saltAt(leaf);
            int start = Label.isSealed(label) ? sealed(ring, length, vault, saltAt) : plain(ring, length);
            hash.commit(vault.salts(), saltAt, openings.array(), start, openings.size() - start, commitment, 0);
            question = 0;
        }
        long wall = ring.wall() == Long.MIN_VALUE ? wallMillis : ring.wall();
        writer.receipt(form, lane, ring.number(), ring.mono() - bootNanos, wall, commitment, question, rests);
        rests.clear();
    }

    /** Takes the digests that follow the question; returns how many bytes they are. */
    private int rest(LaneRing ring, int label) {
        int tokens = Label.tokens(label);
        int egress = Label.egress(label);
        int length = ContentDigest.BYTES * (tokens + egress);
        if (length > 0) {
            ring.copy(ring.length() - length, length, digests, 0);
            rests.turnTo(digests, 0, tokens, egress);
        }
        return length;
    }

    private int plain(LaneRing ring, int length) {
        openings.varint(length);
        int start = openings.reserve(length);
        ring.copy(0, length, openings.array(), start);
        return start;
    }

    /** Copies a question with a commitment in the place of each sensitive value. */
    private int sealed(LaneRing ring, int whole, OpeningVault vault, int saltAt) {
        if (raw.length < whole) {
            raw = new byte[whole];
        }
        ring.copy(0, whole, raw, 0);
        int length = seals.readTail(raw, 0, whole);
        sealing.clear();
        int at = 0;
        for (int i = 0; i < seals.count(); i++) {
            sealing.bytes(raw, at, seals.start(i) - at);
            seals.writeCommitment(i, raw, hash, vault.salts(), saltAt, sealing);
            at = seals.end(i);
        }
        sealing.bytes(raw, at, length - at);
        openings.varint(sealing.size());
        int start = openings.size();
        openings.bytes(sealing.array(), 0, sealing.size());
        return start;
    }

    @SuppressWarnings("ReferenceEquality") // another instance of an equal bundle makes an equal form
    private int form(Template template, @Nullable Program program, int label, Segment segment) {
        int wanted = Label.form(label);
        KnownForm known = forms.get(template);
        for (KnownForm each = known; each != null; each = each.next) {
            if (each.program == program && each.label == wanted) {
                if (each.segment != segment) {
                    each.segment = segment;
                    each.number = segment.writer().form(each.form);
                }
                return each.number;
            }
        }
        if (program != current || forms.size() >= MOST_FORMS) {
            // Nothing may keep a bundle in memory that is in force no longer.
            forms.clear();
            current = program;
            known = null;
        }
        KnownForm made = new KnownForm(program, wanted, describe(template, program, label), known);
        made.segment = segment;
        made.number = segment.writer().form(made.form);
        forms.put(template, made);
        return made.number;
    }

    private static Form describe(Template template, @Nullable Program program, int label) {
        RuleRef rule = template.rule();
        return new Form(
                program == null ? "" : "sha256:" + program.digest(),
                Label.cache(label).word(),
                covenants(program),
                template.enforced().name(),
                Label.door(label).label(),
                template.mode().name().toLowerCase(Locale.ROOT),
                template.obligations().stream().map(RuleRef::toString).toList(),
                template.reason().code(),
                rule == null ? List.of() : List.of(rule.toString()));
    }

    private static List<String> covenants(@Nullable Program program) {
        Endorsement endorsement = program == null ? null : program.endorsement();
        return endorsement == null ? List.of() : List.of(endorsement.covenant());
    }

    /** A form already described, and its number in the segment it was last used in. */
    private static final class KnownForm {
        private final @Nullable Program program;
        private final int label;
        private final Form form;
        private final @Nullable KnownForm next;
        private @Nullable Segment segment;
        private int number;

        KnownForm(@Nullable Program program, int label, Form form, @Nullable KnownForm next) {
            this.program = program;
            this.label = label;
            this.form = form;
            this.next = next;
        }
    }
}
