package dev.postern.sidecar.decide;

import dev.postern.policy.Check;
import org.jspecify.annotations.Nullable;

/**
 * Sees every answer before it leaves. Called on event loops: must not block, lock or throw, and should not allocate. If
 * it does throw, the answer leaves as a denial.
 */
@FunctionalInterface
public interface DecisionObserver {

    /** Sees nothing. */
    DecisionObserver NONE = (door, check, decision, nanos) -> {};

    /**
     * An answer is about to leave.
     *
     * @param check {@code null} when the request never became a check
     * @param nanos since the door took the request
     */
    void answered(Door door, @Nullable Check check, Decision decision, long nanos);
}
