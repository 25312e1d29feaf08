package dev.postern.sidecar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.evidence.Checkpoint;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A checkpoint that was shown, and the segment that carried it held nothing else: a start takes that segment away. */
class LostCarrierTest {

    private static final long PATIENCE = 20_000_000_000L;

    @Test
    void theNextFrameFollowsTheNewestCheckpointThatTheLogStillCarries() throws Exception {
        MemoryDisk disk = new MemoryDisk();
        MemoryDisk elsewhere = new MemoryDisk();
        MemoryDisk left;
        MemoryDisk leftElsewhere;
        try (Fixture fixture = new Fixture(disk, elsewhere)) {
            fixture.checkpointEntries = 1;
            fixture.segmentBytes = 1;
            fixture.open();
            fixture.ask("file.write", "/docs/1");
            awaitCopy(fixture, elsewhere);
            left = disk.copy();
            leftElsewhere = elsewhere.copy();
        }
        long segments = segments(left);

        try (Fixture next = new Fixture(left, leftElsewhere)) {
            next.boot = 0x2222;
            next.open();
            assertThat(segments(left)).as("one taken away, one begun").isEqualTo(segments);
            next.ask("file.write", "/docs/2");
        }
    }

    /** Until the other place knows a checkpoint over all of the log. */
    private static void awaitCopy(Fixture fixture, MemoryDisk elsewhere) {
        long patience = System.nanoTime() + PATIENCE;
        while (System.nanoTime() < patience) {
            if (elsewhere.names().contains("anchor")
                    && fixture.seal
                            .read(elsewhere.bytes("anchor"))
                            .map(Checkpoint::size)
                            .equals(Optional.of(fixture.log().size()))) {
                return;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("no copy of the newest checkpoint within twenty seconds");
    }

    private static long segments(MemoryDisk disk) {
        return disk.names().stream().filter(Names::isSegment).count();
    }
}
