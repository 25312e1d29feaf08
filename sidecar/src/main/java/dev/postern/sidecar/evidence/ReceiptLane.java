package dev.postern.sidecar.evidence;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.ContentDigest;
import dev.postern.evidence.QuestionWriter;
import dev.postern.evidence.Rests;
import dev.postern.evidence.Seals;
import dev.postern.evidence.Sensitive;
import dev.postern.policy.Check;
import dev.postern.policy.EvidenceMode;
import dev.postern.policy.Program;
import dev.postern.policy.Template;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.decide.Certifier;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionId;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.decide.FactsRead;
import dev.postern.sidecar.decide.Lane;
import dev.postern.sidecar.decide.ReceiptState;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The lane of one event loop: encodes each question, puts the receipt on the ring, and holds the answers that wait for
 * theirs. Used by its thread alone, but for what the appender reads; takes no lock.
 */
final class ReceiptLane implements Lane {

    private final long boot;
    private final int index;
    private final LaneRing ring;
    private final Overload overload;
    private final Bell appender;
    private final LongAdder shedCount;
    private final Parking parking;
    private final QuestionWriter questions = new QuestionWriter();
    private final SensitiveByTenant sensitive = new SensitiveByTenant();
    /** Numbers below this were given out; each is on the ring or will never be. */
    private final AtomicLong claimed = new AtomicLong();

    private long next;

    ReceiptLane(
            long boot,
            int index,
            LaneRing ring,
            Overload overload,
            Bell appender,
            LongAdder shedCount,
            Parking parking) {
        this.boot = boot;
        this.index = index;
        this.ring = ring;
        this.overload = overload;
        this.appender = appender;
        this.shedCount = shedCount;
        this.parking = parking;
    }

    int index() {
        return index;
    }

    LaneRing ring() {
        return ring;
    }

    Parking parking() {
        return parking;
    }

    long claimed() {
        return claimed.getAcquire();
    }

    @Override
    public boolean keepsReceipts() {
        return true;
    }

    @Override
    public Decision record(
            Door door,
            @Nullable Check check,
            FactsRead facts,
            Template template,
            CacheLabel cache,
            @Nullable Program program,
            Certifier certifier,
            long now) {
        String digest = program == null ? "" : program.digest();
        DecisionId id = new DecisionId(boot, index, next);
        ContentDigest certificate = certifier.certify(id, template, digest);
        next++;
        ReceiptState state = put(id.number(), door, check, facts, template, cache, program, certificate, now);
        claimed.setRelease(next);
        return new Decision(template, cache, digest, id, state);
    }

    @Override
    public void await(Decision decision, Caller caller, Awaiting awaiting) {
        parking.park(decision.id().number(), caller, awaiting);
        appender.wake();
    }

    private ReceiptState put(
            long number,
            Door door,
            @Nullable Check check,
            FactsRead facts,
            Template template,
            CacheLabel cache,
            @Nullable Program program,
            @Nullable ContentDigest certificate,
            long now) {
        boolean waits = template.evidence() != EvidenceMode.ASYNC;
        if (overload.isClosed() || (waits && (parking.isFull() || overload.isStalled()))) {
            return refused();
        }
        int length = -1;
        int label = Label.of(door, cache);
        if (check != null) {
            label = rest(check.credential().digests(), certificate, encode(check, facts, program, label));
            length = questions.out().size();
            // No load excuses it: shed, it would be an answer without a receipt that the caller can choose to have.
            if (!ring.fits(length)) {
                return refused();
            }
        }
        boolean taken = ring.offer(
                number,
                now,
                check == null ? Long.MIN_VALUE : check.nowMillis(),
                label,
                template,
                program,
                questions.out().array(),
                length);
        if (!taken) {
            appender.wake();
            if (waits || !overload.shed(now)) {
                return refused();
            }
            shedCount.increment();
            return ReceiptState.SHED;
        }
        if (ring.isFilling()) {
            appender.wake();
        }
        return waits ? ReceiptState.AWAITED : ReceiptState.TAKEN;
    }

    private ReceiptState refused() {
        shedCount.increment();
        return ReceiptState.REFUSED;
    }

    /** Writes the question; returns the label with what it says of it. */
    private int encode(Check check, FactsRead facts, @Nullable Program program, int label) {
        Sensitive hidden = sensitive.of(program, check.tenant());
        int count = facts.count();
        questions.check(check, count, hidden);
        for (int i = 0; i < count; i++) {
            questions.fact(facts.path(i), facts.value(i), hidden);
        }
        Seals seals = questions.seals();
        if (seals.count() == 0) {
            return label;
        }
        seals.writeTail(questions.out());
        return Label.sealed(label);
    }

    /** Writes after the question what the decision rests on; returns the label with what it says of that. */
    private int rest(List<ContentDigest> tokens, @Nullable ContentDigest certificate, int label) {
        if (tokens.isEmpty() && certificate == null) {
            return label;
        }
        int count = Math.min(tokens.size(), Rests.MOST);
        for (int i = 0; i < count; i++) {
            digest(tokens.get(i));
        }
        if (certificate != null) {
            digest(certificate);
        }
        return Label.resting(label, count, certificate != null);
    }

    private void digest(ContentDigest digest) {
        ByteBuilder out = questions.out();
        int at = out.reserve(ContentDigest.BYTES);
        digest.writeTo(out.array(), at);
    }
}
