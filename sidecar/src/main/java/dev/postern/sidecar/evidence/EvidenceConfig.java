package dev.postern.sidecar.evidence;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the evidence log is kept; docs/configuration.md lists the keys.
 *
 * @param directory of segments, {@code null} for one in the state directory
 * @param key file of the signing key, {@code null} for one in the state directory that is made when it is not there
 * @param origin name of the log, empty for the one it has, or at first one made from the key
 * @param instance name of this sidecar, empty for the one the log has, or at first one made from the key
 * @param laneSlots receipts that fit on one lane, a power of two
 * @param laneBytes bytes of questions that fit on one lane, a power of two
 * @param linger longest time a receipt that nobody waits for stays in memory before it is written
 * @param checkpointEntries new entries that bring a checkpoint about
 * @param checkpointAge age of the oldest entry without a checkpoint that brings one about
 * @param segmentBytes size at which a segment is ended
 * @param compress whether segments are compressed once they were ended
 * @param recoveryBytes how much of the segments before the newest is read again at a start
 * @param shedReceipts budget of receipts that may go unrecorded
 * @param shedTime budget of time that receipts may go unrecorded
 * @param waiting answers that may wait for their receipts on one lane
 * @param patience longest wait of a caller without a deadline
 */
public record EvidenceConfig(
        boolean enabled,
        @Nullable Path directory,
        @Nullable Path key,
        String origin,
        String instance,
        int laneSlots,
        int laneBytes,
        Duration linger,
        int checkpointEntries,
        Duration checkpointAge,
        long segmentBytes,
        boolean compress,
        long recoveryBytes,
        int shedReceipts,
        Duration shedTime,
        int waiting,
        Duration patience) {

    public static final EvidenceConfig DEFAULTS = new EvidenceConfig(
            true,
            null,
            null,
            "",
            "",
            1 << 13,
            1 << 21,
            Duration.ofMillis(50),
            100,
            Duration.ofSeconds(5),
            64L << 20,
            true,
            256L << 20,
            100_000,
            Duration.ofSeconds(60),
            4_096,
            Duration.ofSeconds(1));
}
