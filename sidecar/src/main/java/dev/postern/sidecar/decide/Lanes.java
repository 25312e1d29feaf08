package dev.postern.sidecar.decide;

import dev.postern.policy.Check;
import dev.postern.policy.Program;
import dev.postern.policy.Template;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Lanes where no log is kept: each thread numbers its answers without gaps. Thread-safe. */
public final class Lanes implements LaneSource {

    private final long boot;
    private final AtomicInteger opened = new AtomicInteger();

    /** Lanes of the run of the sidecar that {@code boot} names. */
    public Lanes(long boot) {
        this.boot = boot;
    }

    @Override
    public Lane open() {
        return new Counting(boot, opened.getAndIncrement());
    }

    private static final class Counting implements Lane {
        private final long boot;
        private final int index;
        private long count;

        Counting(long boot, int index) {
            this.boot = boot;
            this.index = index;
        }

        @Override
        public boolean keepsReceipts() {
            return false;
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
            DecisionId id = new DecisionId(boot, index, count);
            certifier.certify(id, template, digest);
            count++;
            return new Decision(template, cache, digest, id, ReceiptState.NONE);
        }

        @Override
        public void await(Decision decision, Caller caller, Awaiting awaiting) {
            awaiting.settled(true);
        }
    }
}
