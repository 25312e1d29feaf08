package dev.postern.sidecar.identity;

import dev.postern.policy.Check;
import dev.postern.policy.Credential;
import dev.postern.policy.Reason;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A check that waits to be identified. It goes on once, on its event loop: as it was identified, or denied when that took
 * too long. What else waits is none of its concern.
 */
final class Waiting {

    /** What is left of the caller's time for the way back. */
    private static final long MARGIN_NANOS = 5_000_000;

    private final ScheduledExecutorService loop;
    private final Check check;
    private final Consumer<Check> sink;
    private @Nullable Future<?> alarm;
    private boolean over;

    Waiting(ScheduledExecutorService loop, Check check, Consumer<Check> sink) {
        this.loop = loop;
        this.check = check;
        this.sink = sink;
    }

    /** On the loop: waits for {@code nanos} at most. */
    void begin(long nanos) {
        long most = nanos - Math.min(MARGIN_NANOS, nanos / 4);
        alarm = loop.schedule(
                () -> goOn(check.with(Credential.refused(Reason.DEADLINE))), Math.max(0, most), TimeUnit.NANOSECONDS);
    }

    /** On any thread: the check was identified. */
    void end(Check identified) {
        try {
            loop.execute(() -> goOn(identified));
        } catch (RejectedExecutionException ended) {
            // The loop's connections are gone, and who waited with them.
        }
    }

    private void goOn(Check identified) {
        if (over) {
            return;
        }
        over = true;
        if (alarm != null) {
            alarm.cancel(false);
        }
        sink.accept(identified);
    }
}
