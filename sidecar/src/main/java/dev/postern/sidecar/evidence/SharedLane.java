package dev.postern.sidecar.evidence;

import dev.postern.policy.Check;
import dev.postern.policy.Program;
import dev.postern.policy.Template;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.decide.Certifier;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.decide.FactsRead;
import dev.postern.sidecar.decide.Lane;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The one lane of all threads that are no event loop: those that answer batches and explanations. They take turns by a
 * lock, and what waits does so on the lane's home. Thread-safe.
 */
final class SharedLane implements Lane {

    private final ReceiptLane lane;
    private final Executor home;

    SharedLane(ReceiptLane lane, Executor home) {
        this.lane = lane;
        this.home = home;
    }

    @Override
    public boolean keepsReceipts() {
        return lane.keepsReceipts();
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
        synchronized (lane) {
            return lane.record(door, check, facts, template, cache, program, certifier, now);
        }
    }

    @Override
    public void await(Decision decision, Caller caller, Awaiting awaiting) {
        home.execute(() -> lane.await(decision, caller, awaiting));
    }
}
