package dev.postern.sidecar.decide;

import dev.postern.policy.Check;
import dev.postern.policy.Program;
import dev.postern.policy.Template;
import org.jspecify.annotations.Nullable;

/**
 * An ordered, gapless stream of answers and their receipts, that of one event loop. Used by the thread it was given to;
 * never blocks.
 */
public interface Lane {

    /** Whether receipts are kept, so that what a decision looked at has to be remembered. */
    boolean keepsReceipts();

    /**
     * Names an answer and takes its receipt, before the answer leaves. The number is consumed whatever becomes of the
     * receipt.
     *
     * @param check {@code null} when the request never became a check
     * @param facts what the decision looked at beyond the check's own attributes
     * @param program the bundle that answered, {@code null} when none was loaded
     * @param certifier is asked once
     * @param now monotonic nanoseconds
     */
    Decision record(
            Door door,
            @Nullable Check check,
            FactsRead facts,
            Template template,
            CacheLabel cache,
            @Nullable Program program,
            Certifier certifier,
            long now);

    /**
     * Parks an answer whose receipt is {@link ReceiptState#AWAITED}. The waiting end is told once, on the lane's event
     * loop: that the receipt is on disk, or that it will not be in time.
     */
    void await(Decision decision, Caller caller, Awaiting awaiting);

    /** Waits for a receipt. */
    @FunctionalInterface
    interface Awaiting {

        /** The receipt is on disk, or the wait is over without it. */
        void settled(boolean kept);
    }
}
