package dev.postern.sidecar.evidence;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a log is told of the process it lives in.
 *
 * @param seal signs checkpoints
 * @param anchors where copies of checkpoints are kept, one of them not in the log's directory
 * @param boot names the run
 * @param version of the sidecar
 * @param loops how many event loops will ask for a lane
 * @param loop the event loop of the calling thread, {@code null} when it is none
 * @param elsewhere runs what waits on lanes of other threads, one task at a time
 * @param counters count what the log does
 * @param keys makes the key of a segment's openings, 32 random bytes
 * @param steps is told of each step of the write path
 * @param fatal ends the process; called when the log can no longer be trusted to be written
 * @param onOverload is told when checks have to be denied for want of evidence, and when no longer
 */
public record Surroundings(
        CheckpointSeal seal,
        List<EvidenceLog.AnchorPlace> anchors,
        long boot,
        String version,
        int loops,
        Supplier<@Nullable ScheduledExecutorService> loop,
        ScheduledExecutorService elsewhere,
        InstantSource clock,
        LongSupplier nanoTime,
        EvidenceCounters counters,
        Supplier<byte[]> keys,
        WritePath.Witness steps,
        Consumer<Throwable> fatal,
        Consumer<Boolean> onOverload) {

    public Surroundings {
        anchors = List.copyOf(anchors);
    }
}
