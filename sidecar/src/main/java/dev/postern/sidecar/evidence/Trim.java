package dev.postern.sidecar.evidence;

import dev.postern.crypto.DamagedException;
import dev.postern.evidence.SegmentHeader;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the oldest segments away. What is left begins with the tree over all that was before it, so that every checkpoint
 * over what is left still tells whether it is genuine; the nodes stay, so that what was exported can still be proved.
 *
 * @param segments that go, oldest first
 * @param first index of the first leaf that stays
 */
public record Trim(List<String> segments, long first) {

    public Trim {
        segments = List.copyOf(segments);
    }

    /**
     * What may go: segments that were ended before {@code beforeMillis}, the newest never, and only leaves that a
     * checkpoint over {@code signed} leaves covers.
     */
    public static Trim plan(Disk disk, long beforeMillis, long signed) throws IOException, DamagedException {
        List<String> names = disk.names().stream().filter(Names::isSegment).toList();
        List<String> gone = new ArrayList<>();
        long first = names.isEmpty() ? 0 : header(disk, names.get(0)).firstLeaf();
        for (int i = 0; i + 1 < names.size(); i++) {
            SegmentHeader next = header(disk, names.get(i + 1));
            if (next.createdMillis() >= beforeMillis || next.firstLeaf() > signed) {
                break;
            }
            gone.add(names.get(i));
            first = next.firstLeaf();
        }
        return new Trim(gone, first);
    }

    /**
     * Deletes them, the oldest first, so that whatever ends it half-way leaves a log without its beginning.
     *
     * @throws IOException when the log cannot be trimmed now, because a sidecar is replacing a segment
     */
    public void run(Disk disk) throws IOException {
        try (Closeable alone = disk.lock(Names.REWRITE)) {
            if (alone == null) {
                throw new IOException("a segment is being replaced at this moment, try again");
            }
            for (String segment : segments) {
                disk.delete(Names.key(segment));
                disk.delete(segment);
                disk.syncNames();
            }
        }
    }

    private static SegmentHeader header(Disk disk, String name) throws IOException, DamagedException {
        try (SegmentReader segment = SegmentReader.open(disk, name)) {
            return segment.header();
        }
    }
}
