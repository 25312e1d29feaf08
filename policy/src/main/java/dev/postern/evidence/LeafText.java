package dev.postern.evidence;

import dev.postern.crypto.ByteBuilder;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes leaves as the canonical JSON that the tree hashes: members by name, integers only, no space. What receipts of
 * one form have in common is prepared once. Not thread-safe.
 */
public final class LeafText {

    private static final int MOST_FORMS = 1 << 12;
    private static final byte[] TO_NUMBER = chunk(",\"n\":");
    private static final byte[] TO_NANOS = chunk(",\"nanos\":");
    private static final byte[] TO_QUESTION = chunk("\",\"question\":\"");
    private static final byte[] TO_TOKENS = chunk("\",\"tokens\":");
    private static final byte[] END = chunk(",\"v\":1}");
    private static final byte[] NO_TOKENS = chunk("\",\"tokens\":[],\"v\":1}");

    private final WallTime time = new WallTime();
    private final IdentityHashMap<Form, Chunks> prepared = new IdentityHashMap<>();
    private final byte[] lastPrev = new byte[TreeHash.BYTES];
    private byte[] lastPrevHex = chunk("0".repeat(2 * TreeHash.BYTES));
    private @Nullable Form lastForm;
    private @Nullable Chunks lastChunks;
    private String origin = "";
    private String instance = "";
    private long boot;

    /** Appends the canonical JSON of a leaf. */
    public void write(Leaf leaf, ByteBuilder out) {
        if (leaf instanceof Leaf.Receipt receipt) {
            Leaf.Stamp stamp = receipt.stamp();
            turnTo(stamp);
            byte[] hashes = new byte[2 * TreeHash.BYTES];
            stamp.prev().copyTo(hashes, 0);
            receipt.question().copyTo(hashes, TreeHash.BYTES);
            receipt(
                    out,
                    receipt.form(),
                    receipt.lane(),
                    receipt.number(),
                    receipt.monoNanos(),
                    stamp.wallMillis(),
                    hashes,
                    0,
                    hashes,
                    TreeHash.BYTES,
                    Rests.of(receipt.tokens(), receipt.egress()));
        } else if (leaf instanceof Leaf.Gap gap) {
            gap(gap, out);
        } else if (leaf instanceof Leaf.Boot begun) {
            boot(begun, out);
        } else if (leaf instanceof Leaf.ClockStep step) {
            clock(step, out);
        }
    }

    /** What the receipts that follow say of where they come from. */
    void turnTo(String logOrigin, String logInstance, long run) {
        if (run != boot || !origin.equals(logOrigin) || !instance.equals(logInstance)) {
            origin = logOrigin;
            instance = logInstance;
            boot = run;
            prepared.clear();
            lastChunks = null;
        }
    }

    /** Appends a receipt out of its parts, without making one. */
    void receipt(
            ByteBuilder out,
            Form form,
            int lane,
            long number,
            long mono,
            long wallMillis,
            byte[] prev,
            int prevAt,
            byte[] question,
            int questionAt,
            Rests rests) {
        Chunks chunks = chunks(form);
        if (rests.hasEgress()) {
            rests.egress(out.bytes(chunks.toEgress));
            out.bytes(chunks.toLane);
        } else {
            out.bytes(chunks.toLaneAtOnce);
        }
        out.decimal(lane);
        out.bytes(chunks.toMono).decimal(mono);
        out.bytes(TO_NUMBER).decimal(number);
        out.bytes(TO_NANOS).decimal(WallTime.nanos(wallMillis));
        out.bytes(chunks.toPrev).bytes(hexOfPrev(prev, prevAt));
        out.bytes(TO_QUESTION).hex(question, questionAt, TreeHash.BYTES);
        out.bytes(chunks.toTime).bytes(time.of(wallMillis));
        if (rests.hasTokens()) {
            rests.tokens(out.bytes(TO_TOKENS));
            out.bytes(END);
        } else {
            out.bytes(NO_TOKENS);
        }
    }

    /** Receipts in a row have it in common. */
    private byte[] hexOfPrev(byte[] prev, int prevAt) {
        if (!Arrays.equals(lastPrev, 0, TreeHash.BYTES, prev, prevAt, prevAt + TreeHash.BYTES)) {
            System.arraycopy(prev, prevAt, lastPrev, 0, TreeHash.BYTES);
            lastPrevHex = new ByteBuilder(2 * TreeHash.BYTES)
                    .hex(lastPrev, 0, TreeHash.BYTES)
                    .toByteArray();
        }
        return lastPrevHex;
    }

    private void gap(Leaf.Gap gap, ByteBuilder out) {
        head(gap.stamp(), out).plain(",\"count\":").decimal(gap.count());
        out.plain(",\"from\":").decimal(gap.from());
        instance(gap.stamp(), out, "gap");
        out.plain(",\"lane\":").decimal(gap.lane());
        tail(gap.stamp(), out);
        JsonText.string(out.plain(",\"reason\":"), gap.reason());
        time(gap.stamp(), out);
        out.bytes(END);
    }

    private void boot(Leaf.Boot begun, ByteBuilder out) {
        head(begun.stamp(), out).plain(",\"clean\":").plain(begun.clean() ? "true" : "false");
        instance(begun.stamp(), out, "boot");
        tail(begun.stamp(), out);
        JsonText.string(out.plain(",\"previous\":"), begun.previous() == 0 ? "" : JsonText.boot(begun.previous()));
        out.plain(",\"previous_next\":[");
        boolean first = true;
        for (Map.Entry<Integer, Long> lane : begun.next().entrySet()) {
            out.plain(first ? "{\"lane\":" : ",{\"lane\":").decimal(lane.getKey());
            out.plain(",\"n\":").decimal(lane.getValue()).u8('}');
            first = false;
        }
        out.u8(']');
        time(begun.stamp(), out);
        out.plain(",\"v\":1");
        JsonText.string(out.plain(",\"version\":"), begun.version());
        out.u8('}');
    }

    private void clock(Leaf.ClockStep step, ByteBuilder out) {
        head(step.stamp(), out);
        instance(step.stamp(), out, "clock");
        out.plain(",\"mono\":").decimal(step.monoNanos());
        tail(step.stamp(), out);
        out.plain(",\"step\":").decimal(step.stepNanos());
        time(step.stamp(), out);
        out.bytes(END);
    }

    private static ByteBuilder head(Leaf.Stamp stamp, ByteBuilder out) {
        return out.plain("{\"boot\":\"").plain(JsonText.boot(stamp.boot())).plain("\"");
    }

    private static void instance(Leaf.Stamp stamp, ByteBuilder out, String kind) {
        JsonText.string(out.plain(",\"instance\":"), stamp.instance());
        out.plain(",\"kind\":\"").plain(kind).plain("\"");
    }

    private static void tail(Leaf.Stamp stamp, ByteBuilder out) {
        out.plain(",\"nanos\":").decimal(WallTime.nanos(stamp.wallMillis()));
        JsonText.string(out.plain(",\"origin\":"), stamp.origin());
        out.plain(",\"prev\":\"")
                .hex(stamp.prev().toByteArray(), 0, TreeHash.BYTES)
                .u8('"');
    }

    private void time(Leaf.Stamp stamp, ByteBuilder out) {
        out.plain(",\"time\":\"").bytes(time.of(stamp.wallMillis())).u8('"');
    }

    private void turnTo(Leaf.Stamp stamp) {
        turnTo(stamp.origin(), stamp.instance(), stamp.boot());
    }

    @SuppressWarnings("ReferenceEquality") // an equal form of another instance is merely prepared again
    private Chunks chunks(Form form) {
        Chunks chunks = form == lastForm ? lastChunks : prepared.get(form);
        if (chunks == null) {
            if (prepared.size() == MOST_FORMS) {
                prepared.clear();
            }
            chunks = new Chunks(form, origin, instance, boot);
            prepared.put(form, chunks);
        }
        lastForm = form;
        lastChunks = chunks;
        return chunks;
    }

    private static byte[] chunk(String text) {
        return new ByteBuilder(text.length()).plain(text).toByteArray();
    }

    /** What stands between the parts of a receipt that differ from one receipt to the next. */
    private static final class Chunks {
        /** The first two and the empty list between them, for receipts without egress certificates. */
        private final byte[] toLaneAtOnce;

        private final byte[] toEgress;
        private final byte[] toLane;
        private final byte[] toMono;
        private final byte[] toPrev;
        private final byte[] toTime;

        Chunks(Form form, String origin, String instance, long boot) {
            ByteBuilder out = new ByteBuilder(256);
            out.plain("{\"boot\":\"").plain(JsonText.boot(boot));
            JsonText.string(out.plain("\",\"bundle\":"), form.bundle());
            JsonText.string(out.plain(",\"cache\":"), form.cache());
            JsonText.strings(out.plain(",\"covenants\":"), form.covenants());
            JsonText.string(out.plain(",\"decision\":"), form.decision());
            JsonText.string(out.plain(",\"door\":"), form.door());
            toEgress = out.plain(",\"egress\":").toByteArray();
            out.clear();
            JsonText.string(out.plain(",\"instance\":"), instance);
            toLane = out.plain(",\"kind\":\"receipt\",\"lane\":").toByteArray();
            out.clear();
            toLaneAtOnce = out.bytes(toEgress).plain("[]").bytes(toLane).toByteArray();
            out.clear();
            JsonText.string(out.plain(",\"mode\":"), form.mode());
            toMono = out.plain(",\"mono\":").toByteArray();
            out.clear();
            JsonText.strings(out.plain(",\"obligations\":"), form.obligations());
            JsonText.string(out.plain(",\"origin\":"), origin);
            toPrev = out.plain(",\"prev\":\"").toByteArray();
            out.clear();
            JsonText.string(out.plain("\",\"reason\":"), form.reason());
            JsonText.strings(out.plain(",\"rules\":"), form.rules());
            toTime = out.plain(",\"time\":\"").toByteArray();
        }
    }
}
