package dev.postern.sidecar.cache;

import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Program;
import dev.postern.policy.Template;
import dev.postern.sidecar.decide.FactsRead;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares hits with fresh evaluations, off the event loops. An answer that differs takes the cache out of use, throws
 * out what it holds, and is told to whoever keeps the record. Thread-safe; never waits: what finds no room is skipped.
 */
final class ShadowCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ShadowCheck.class);

    private final Executor executor;
    private final LocalTier local;
    private final Breaker breaker;
    private final CacheCounters counters;
    private final Consumer<Check> record;

    /**
     * A comparison that runs on {@code executor}, which refuses what is too much.
     *
     * @param record is told of the check whose answer differed, once
     */
    ShadowCheck(Executor executor, LocalTier local, Breaker breaker, CacheCounters counters, Consumer<Check> record) {
        this.executor = executor;
        this.local = local;
        this.breaker = breaker;
        this.counters = counters;
        this.record = record;
    }

    /** Has a hit compared some time later. */
    void compare(Program program, Check check, Template answer) {
        Check lasting = lasting(check);
        if (lasting == null) {
            counters.shadowSkipped.increment();
            return;
        }
        try {
            executor.execute(() -> run(program, lasting, answer));
        } catch (RejectedExecutionException full) {
            counters.shadowSkipped.increment();
        }
    }

    private void run(Program program, Check check, Template answer) {
        counters.shadowChecks.increment();
        if (program.decideAfresh(check).equals(answer)) {
            return;
        }
        counters.mismatches.increment();
        if (breaker.trip()) {
            local.clear();
            LOG.error(
                    "cache out of use: bundle {} answered a check of tenant {} for class {} otherwise than afresh",
                    program.digest(),
                    check.tenant(),
                    answer.decisionClass());
            record.accept(check);
        }
    }

    /** The check with facts that outlast its request, or {@code null} when there are none such. */
    private static @Nullable Check lasting(Check check) {
        if (check.facts() == Attributes.NONE) {
            return check;
        }
        Attributes kept = check.facts() instanceof FactsRead read ? read.kept() : null;
        return kept == null ? null : check.withFacts(kept);
    }
}
