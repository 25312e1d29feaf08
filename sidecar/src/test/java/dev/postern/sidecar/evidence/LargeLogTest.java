package dev.postern.sidecar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.ByteBuilder;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.MmrPosition;
import dev.postern.evidence.SegmentHeader;
import dev.postern.evidence.TreeHash;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log of 10⁸ leaves of which only the end is there, as after a trim: what goes on needs the peaks of the rest. */
class LargeLogTest {

    private static final long LEAVES = 100_000_000;
    private static final int MORE = 200;
    /** What a log holds it holds each time; what other threads of the process hold for a while it does not. */
    private static final int ROUNDS = 5;

    private static final long WALL = 1_700_000_000_000L;
    private static final TreeHash ZEROS = TreeHash.of(new byte[TreeHash.BYTES]);

    @TempDir
    Path directory;

    @Test
    void aLogOfAHundredMillionLeavesGoesOnInTheMemoryOfAnEmptyOne() throws Exception {
        retained(directory.resolve("first"), 0);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long small = retained(directory.resolve("small" + i), 0);
            Path large = directory.resolve("large" + i);
            begin(FileDisk.open(large.resolve("evidence")));
            least = Math.min(least, retained(large, LEAVES + 1) - small);
        }
        assertThat(least).isLessThan(1 << 20);
    }

    /** Bytes that an open log holds after some receipts. */
    private static long retained(Path place, long leaves) throws Exception {
        try (Fixture fixture = new Fixture(place)) {
            long before = usedBytes();
            fixture.open();
            for (int i = 0; i < MORE; i++) {
                fixture.ask("file.write", "/docs/" + i);
            }
            long held = usedBytes() - before;
            fixture.end();
            assertThat(fixture.log().size()).isEqualTo(leaves + 1 + MORE);
            return held;
        }
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** A segment of one leaf after so many others, and no more of their nodes than the peaks. */
    private static void begin(Disk disk) throws Exception {
        Frontier before = Objects.requireNonNull(Frontier.decode(peaks(disk)));
        SegmentHeader header =
                new SegmentHeader(Fixture.ORIGIN, "i-1", 1, WALL, LEAVES, ZEROS, new TreeMap<>(), before.encode());
        Segment segment = Segment.begin(disk, header, new byte[OpeningVault.KEY_BYTES]);
        Leaf.Stamp stamp = new Leaf.Stamp(Fixture.ORIGIN, "i-1", 1, WALL, ZEROS);
        segment.writer().begin(LEAVES, ZEROS, WALL, 0);
        segment.writer().boot(new Leaf.Boot(stamp, 0, true, new TreeMap<>(), "0.1.0"));
        ByteBuilder frame = segment.writer().end(0, new ByteBuilder(1), new byte[0]);
        segment.write(frame);
        segment.sync(frame);
        segment.readBack(frame.size());
        GrowingTree tree = new GrowingTree(new NodesFile(disk.open(NodesFile.NAME), LEAVES), before);
        tree.append(segment.reader());
        tree.flush();
        segment.end(tree.size(), tree.root(), true, WALL);
        tree.close();
    }

    /** A tree whose peaks are made up, with each where it belongs in the file of nodes. */
    private static byte[] peaks(Disk disk) throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        int count = Long.bitCount(LEAVES);
        ByteBuffer encoded =
                ByteBuffer.allocate(Long.BYTES + (count + 1) * TreeHash.BYTES).putLong(LEAVES);
        byte[][] peaks = new byte[count][TreeHash.BYTES];
        long passed = 0;
        try (DiskFile nodes = disk.open(NodesFile.NAME)) {
            for (byte[] peak : peaks) {
                int level = 63 - Long.numberOfLeadingZeros(LEAVES - passed);
                random.nextBytes(peak);
                encoded.put(peak);
                nodes.write(MmrPosition.of(level, passed >> level) * TreeHash.BYTES, peak, 0, peak.length);
                passed += 1L << level;
            }
        }
        return encoded.put(bagged(peaks)).array();
    }

    private static byte[] bagged(byte[][] peaks) {
        MerkleHasher hasher = new MerkleHasher();
        byte[] root = peaks[peaks.length - 1].clone();
        for (int i = peaks.length - 2; i >= 0; i--) {
            hasher.node(peaks[i], 0, root, 0, root, 0);
        }
        return root;
    }
}
