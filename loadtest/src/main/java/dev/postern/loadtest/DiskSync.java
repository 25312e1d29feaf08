package dev.postern.loadtest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** What a disk does without a sidecar: a frame is written at the end of a file and made durable, again and again. */
final class DiskSync {

    private static final int FRAME_BYTES = 4_096;

    private DiskSync() {}

    static double p99Micros(Path file, Duration length) throws IOException {
        Histogram nanos = new Histogram(3);
        ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            long start = System.nanoTime();
            for (long now = start; now - start < length.toNanos(); ) {
                channel.write(frame.clear());
                channel.force(false);
                long after = System.nanoTime();
                nanos.recordValue(after - now);
                now = after;
            }
        }
        return nanos.getValueAtPercentile(99) / 1e3;
    }
}
