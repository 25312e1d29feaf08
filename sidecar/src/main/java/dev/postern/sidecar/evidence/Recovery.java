package dev.postern.sidecar.evidence;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.Frame;
import dev.postern.evidence.FrameReader;
import dev.postern.evidence.FrameWriter;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.SegmentFooter;
import dev.postern.evidence.TreeHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out in what state the run before left the log, and puts it in order: cuts off a write that was torn, ends the
 * segment, makes the nodes whole, and holds the tree against the checkpoints that were released. What was synced is never
 * changed: where it was changed by others, recovery refuses. Used once.
 */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /**
     * A log in order.
     *
     * @param frontier the whole tree
     * @param digest of the last segment, zeros without any
     * @param boot the run before, 0 for none
     * @param clean whether that run ended its log in order
     * @param next for each lane of that run the number that would have come next
     * @param prev root of the newest checkpoint that the log itself carries, which the next frame follows; zeros before
     *     the first
     * @param newest of all that were found
     */
    record State(
            Frontier frontier,
            TreeHash digest,
            long boot,
            boolean clean,
            SortedMap<Integer, Long> next,
            TreeHash prev,
            Optional<Released> newest) {}

    private static final TreeHash ZEROS = TreeHash.of(new byte[TreeHash.BYTES]);

    private final Disk disk;
    private final String origin;
    private final CheckpointSeal seal;
    private final List<byte[]> anchors;
    private final long budget;
    private final SortedMap<Integer, Long> next = new TreeMap<>();
    private byte[] note = new byte[0];
    private TreeHash prev = ZEROS;

    /**
     * A recovery of the log in a directory.
     *
     * @param anchors the copies of released checkpoints that were found
     * @param budget bytes of older segments that are read again
     */
    Recovery(Disk disk, String origin, CheckpointSeal seal, List<byte[]> anchors, long budget) {
        this.disk = disk;
        this.origin = origin;
        this.seal = seal;
        this.anchors = anchors;
        this.budget = budget;
    }

    State run() throws IOException, RefusedException {
        List<String> names = new Remains(disk).remove();
        if (names.isEmpty()) {
            return begin();
        }
        try {
            return resume(names);
        } catch (DamagedException e) {
            throw new RefusedException(Opened.Why.DAMAGED, String.valueOf(e.getMessage()));
        }
    }

    private State begin() throws IOException, RefusedException {
        Frontier empty = new Frontier();
        try (NodesFile nodes = new NodesFile(disk.open(NodesFile.NAME), 0)) {
            check(nodes, empty);
        }
        return new State(empty, ZEROS, 0, true, next, ZEROS, Optional.empty());
    }

    private State resume(List<String> names) throws IOException, DamagedException, RefusedException {
        List<String> older = names.subList(0, names.size() - 1);
        try (SegmentReader newest = SegmentReader.open(disk, names.get(older.size()))) {
            Frontier tree = OlderSegments.tree(newest, origin);
            note = new OlderSegments(disk, origin, budget).check(older, newest.header());
            return end(newest, tree, new Regrowth(disk).nodes(older, tree));
        }
    }

    private State end(SegmentReader segment, Frontier tree, NodesFile nodes)
            throws IOException, DamagedException, RefusedException {
        next.putAll(segment.header().next());
        GrowingTree growing = new GrowingTree(nodes, tree);
        SegmentDigest digest = new SegmentDigest(segment.header());
        boolean[] clean = {false};
        SegmentReader.End end = segment.advance(frame -> {
            digest.add(frame);
            if (frame.footer()) {
                clean[0] = SegmentFooter.read(frame).last();
            } else {
                take(frame, segment.leaves(), growing);
            }
        });
        if (end == SegmentReader.End.DAMAGED) {
            throw new RefusedException(
                    Opened.Why.DAMAGED,
                    segment.name() + ": damaged at byte " + segment.end() + ", and whole frames follow");
        }
        growing.flush();
        growing.sync();
        Optional<Released> newest = check(nodes, tree);
        growing.close();
        TreeHash sum = digest.value();
        if (end == SegmentReader.End.FOOTER) {
            checkFooter(segment, tree, sum);
        } else {
            finish(segment, tree, end, sum);
        }
        return new State(tree, sum, segment.header().boot(), clean[0], next, prev, newest);
    }

    private void take(Frame frame, FrameReader leaves, GrowingTree tree) throws DamagedException {
        while (leaves.next()) {
            tree.appendOne(leaves);
            Leaf read = leaves.leaf();
            if (read instanceof Leaf.Receipt receipt) {
                next.put(receipt.lane(), receipt.number() + 1);
            } else if (read instanceof Leaf.Gap gap) {
                next.put(gap.lane(), gap.from() + gap.count());
            }
        }
        prev = frame.prev();
        if (frame.checkpoint() > 0) {
            note = frame.checkpointReader().bytes(frame.checkpoint());
            // One that cannot be read is refused when all known checkpoints are held against the tree.
            prev = seal.read(note).map(Checkpoint::root).orElse(prev);
        }
    }

    private static void checkFooter(SegmentReader segment, Frontier tree, TreeHash digest)
            throws IOException, DamagedException {
        SegmentFooter footer = segment.footer();
        if (footer.leaves() != tree.size() - segment.header().firstLeaf()
                || !footer.root().equals(tree.root())
                || !footer.digest().equals(digest)) {
            throw new DamagedException(segment.name() + ": its footer is not that of what comes before it");
        }
    }

    /** Holds the tree against every checkpoint known; returns the newest. */
    private Optional<Released> check(NodesFile nodes, Frontier tree) throws RefusedException {
        List<byte[]> notes = new ArrayList<>(anchors);
        notes.add(note);
        return new KnownCheckpoints(origin, seal, notes).check(nodes, tree.size());
    }

    private void finish(SegmentReader segment, Frontier tree, SegmentReader.End found, TreeHash digest)
            throws IOException {
        long leaves = tree.size() - segment.header().firstLeaf();
        ByteBuilder footer = new FrameWriter()
                .footer(
                        tree.size(),
                        new SegmentFooter(leaves, tree.root(), digest, false),
                        segment.header().createdMillis());
        try (DiskFile file = disk.open(segment.name())) {
            if (found == SegmentReader.End.TORN) {
                LOG.warn("{}: a write that was cut off is removed from byte {} on", segment.name(), segment.end());
                file.truncate(segment.end());
            }
            file.write(segment.end(), footer.array(), 0, footer.size());
            file.sync();
        }
    }
}
