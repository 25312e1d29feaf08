package dev.postern.sidecar.grpc;

import dev.postern.sidecar.decide.Caller;
import io.grpc.Context;
import io.grpc.Deadline;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long the caller of the call that is being started waits; to be made on the thread that starts it.
 *
 * @param deadline {@code null} for a caller who waits as long as it takes
 */
public record CallDeadline(@Nullable Deadline deadline) implements Caller {

    /** The deadline of the call in whose context this runs. */
    public static CallDeadline ofCall() {
        return new CallDeadline(Context.current().getDeadline());
    }

    /** Whether it has passed. */
    public boolean isPast() {
        return deadline != null && deadline.isExpired();
    }

    @Override
    public long deadlineNanos() {
        return deadline == null ? Long.MAX_VALUE : System.nanoTime() + deadline.timeRemaining(TimeUnit.NANOSECONDS);
    }
}
