package dev.postern.loadtest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * What a disk does without a log: records come at a steady rate, and what came during one fdatasync is written at the end of
 * a file and made durable by the next, as a log does that commits in groups.
 */
final class DiskSync {

    /** Bytes of a receipt with its opening, and of the frame around those that are written at once. */
    private static final int RECORD_BYTES = 160;

    private static final int FRAME_BYTES = 120;
    private static final int MOST_RECORDS = 4_096;

    private DiskSync() {}

    /** How long writing and fdatasync took together, the 99th percentile in microseconds. */
    static double p99Micros(Path file, double perSecond, Duration length) throws IOException {
        Histogram nanos = new Histogram(3);
        ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES + MOST_RECORDS * RECORD_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            long start = System.nanoTime();
            long written = 0;
            for (long now = start; now - start < length.toNanos(); now = System.nanoTime()) {
                long came = (long) ((now - start) * perSecond / 1e9) - written;
                if (came == 0) {
                    LockSupport.parkNanos(start + (long) ((written + 1) * 1e9 / perSecond) - now);
                    continue;
                }
                written += came;
                frame.clear().limit(FRAME_BYTES + (int) Math.min(came, MOST_RECORDS) * RECORD_BYTES);
                long begun = System.nanoTime();
                channel.write(frame);
                channel.force(false);
                nanos.recordValue(System.nanoTime() - begun);
            }
        }
        return nanos.getValueAtPercentile(99) / 1e3;
    }
}
