package dev.postern.sidecar.evidence;

import dev.postern.evidence.SegmentHeader;
import java.io.IOException;
import java.util.SortedMap;
import java.util.function.Supplier;

/** The segment being written, and the next one when it has become long enough. One thread's. */
final class SegmentChain {

    private final Disk disk;
    private final DiskRoom room;
    private final long mostBytes;
    private final Supplier<byte[]> keys;
    private final WritePath.Witness steps;
    private final Runnable onEnded;
    private Segment current;

    /** A chain that goes on with {@code current}; {@code onEnded} is told, once another was begun, that one was ended. */
    SegmentChain(
            Disk disk, DiskRoom room, EvidenceConfig config, Surroundings around, Segment current, Runnable onEnded) {
        this.disk = disk;
        this.room = room;
        this.mostBytes = config.segmentBytes();
        this.keys = around.keys();
        this.steps = around.steps();
        this.current = current;
        this.onEnded = onEnded;
    }

    Segment current() {
        return current;
    }

    /** Whether the segment should be ended; never one without leaves, whose name the next would have to take. */
    boolean isLongEnough(GrowingTree tree) {
        return current.size() >= mostBytes && tree.size() > current.header().firstLeaf();
    }

    /** Ends the segment and begins another, whose lanes go on with {@code next}. */
    void turn(GrowingTree tree, SortedMap<Integer, Long> next, long wallMillis) throws IOException {
        tree.sync();
        room.await(() -> current.end(tree.size(), tree.root(), false, wallMillis));
        steps.took(WritePath.SEGMENT_ENDED);
        SegmentHeader last = current.header();
        SegmentHeader header = new SegmentHeader(
                last.origin(),
                last.instance(),
                last.boot(),
                wallMillis,
                tree.size(),
                current.digest(),
                next,
                tree.encode());
        room.await(() -> current = Segment.begin(disk, header, keys.get()));
        steps.took(WritePath.SEGMENT_BEGUN);
        onEnded.run();
    }

    /** Ends the segment, and with it the log of the run. */
    void end(GrowingTree tree, long wallMillis) throws IOException {
        tree.sync();
        current.end(tree.size(), tree.root(), true, wallMillis);
        tree.close();
    }
}
