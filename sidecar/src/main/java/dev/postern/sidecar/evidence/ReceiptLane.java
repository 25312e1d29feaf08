package dev.postern.sidecar.evidence;

import dev.postern.evidence.QuestionWriter;
import dev.postern.evidence.Seals;
import dev.postern.evidence.Sensitive;
import dev.postern.policy.Check;
import dev.postern.policy.EvidenceMode;
import dev.postern.policy.Program;
import dev.postern.policy.Template;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionId;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.decide.FactsRead;
import dev.postern.sidecar.decide.Lane;
import dev.postern.sidecar.decide.ReceiptState;
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
            long now) {
        long number = next++;
        ReceiptState state = put(number, door, check, facts, template, cache, program, now);
        claimed.setRelease(next);
        String digest = program == null ? "" : program.digest();
        return new Decision(template, cache, digest, new DecisionId(boot, index, number), state);
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
            long now) {
        boolean waits = template.evidence() != EvidenceMode.ASYNC;
        if (overload.isClosed() || (waits && (parking.isFull() || overload.isStalled()))) {
            return refused();
        }
        int length = -1;
        boolean sealed = false;
        if (check != null) {
            Seals seals = encode(check, facts, program);
            sealed = seals.count() > 0;
            if (sealed) {
                seals.writeTail(questions.out());
            }
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
                Label.of(door, cache, sealed),
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

    private Seals encode(Check check, FactsRead facts, @Nullable Program program) {
        Sensitive hidden = sensitive.of(program, check.tenant());
        int count = facts.count();
        questions.check(check, count, hidden);
        for (int i = 0; i < count; i++) {
            questions.fact(facts.path(i), facts.value(i), hidden);
        }
        return questions.seals();
    }
}
