package dev.postern.sidecar.evidence;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.Frame;
import dev.postern.evidence.FrameReader;
import dev.postern.evidence.FrameWriter;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.NodeSink;
import dev.postern.evidence.SegmentFooter;
import dev.postern.evidence.SegmentHeader;
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
     * @param prev root of the newest checkpoint, zeros before the first
     */
    record State(
            Frontier frontier,
            TreeHash digest,
            long boot,
            boolean clean,
            SortedMap<Integer, Long> next,
            TreeHash prev,
            Optional<Released> newest) {}

    /** It cannot be put in order. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final Opened.Why why;
        private final String says;

        RefusedException(Opened.Why why, String message) {
            super(message);
            this.why = why;
            this.says = message;
        }

        Opened.Why why() {
            return why;
        }

        String says() {
            return says;
        }
    }

    private static final TreeHash ZEROS = TreeHash.of(new byte[TreeHash.BYTES]);

    private final Disk disk;
    private final String origin;
    private final CheckpointSeal seal;
    private final List<byte[]> anchors;
    private final long budget;
    private final MerkleHasher hasher = new MerkleHasher();
    private final ByteBuilder leaf = new ByteBuilder(1 << 12);
    private final byte[] hash = new byte[TreeHash.BYTES];
    private final SortedMap<Integer, Long> next = new TreeMap<>();
    private byte[] note = new byte[0];
    private Frontier frontier = new Frontier();

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
        List<String> names =
                new ArrayList<>(disk.names().stream().filter(Names::isSegment).toList());
        while (!names.isEmpty() && !hasLeaves(names.get(names.size() - 1))) {
            discard(names.remove(names.size() - 1));
        }
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
        try (NodesFile nodes = new NodesFile(disk.open(NodesFile.NAME), 0)) {
            check(nodes);
        }
        return new State(frontier, ZEROS, 0, true, next, ZEROS, Optional.empty());
    }

    private State resume(List<String> names) throws IOException, DamagedException, RefusedException {
        List<String> older = names.subList(0, names.size() - 1);
        try (SegmentReader newest = SegmentReader.open(disk, names.get(older.size()))) {
            frontier = OlderSegments.tree(newest, origin);
            note = new OlderSegments(disk, origin, budget).check(older, newest.header());
            return end(newest, new Regrowth(disk).nodes(older, frontier));
        }
    }

    private State end(SegmentReader segment, NodesFile nodes) throws IOException, DamagedException, RefusedException {
        next.putAll(segment.header().next());
        SegmentDigest digest = new SegmentDigest(segment.header());
        boolean[] clean = {false};
        SegmentReader.End end = segment.advance(frame -> {
            digest.add(frame);
            if (frame.footer()) {
                clean[0] = SegmentFooter.read(frame).last();
            } else {
                hash(frame, segment.leaves(), nodes);
            }
        });
        if (end == SegmentReader.End.DAMAGED) {
            throw new RefusedException(
                    Opened.Why.DAMAGED,
                    segment.name() + ": damaged at byte " + segment.end() + ", and whole frames follow");
        }
        nodes.flush();
        nodes.sync();
        Optional<Released> newest = check(nodes);
        nodes.close();
        TreeHash sum = digest.value();
        if (end == SegmentReader.End.FOOTER) {
            check(segment, sum);
        } else {
            finish(segment, end, sum);
        }
        return new State(
                frontier,
                sum,
                segment.header().boot(),
                clean[0],
                next,
                newest.map(released -> released.checkpoint().root()).orElse(ZEROS),
                newest);
    }

    private void check(SegmentReader segment, TreeHash digest) throws IOException, DamagedException {
        SegmentFooter footer = segment.footer();
        if (footer.leaves() != frontier.size() - segment.header().firstLeaf()
                || !footer.root().equals(frontier.root())
                || !footer.digest().equals(digest)) {
            throw new DamagedException(segment.name() + ": its footer is not that of what comes before it");
        }
    }

    private void hash(Frame frame, FrameReader leaves, NodeSink nodes) throws DamagedException {
        while (leaves.next()) {
            leaf.clear();
            leaves.text(leaf);
            hasher.leaf(leaf.array(), 0, leaf.size(), hash, 0);
            frontier.append(hash, 0, nodes);
            Leaf read = leaves.leaf();
            if (read instanceof Leaf.Receipt receipt) {
                next.put(receipt.lane(), receipt.number() + 1);
            } else if (read instanceof Leaf.Gap gap) {
                next.put(gap.lane(), gap.from() + gap.count());
            }
        }
        if (frame.checkpoint() > 0) {
            note = frame.checkpointReader().bytes(frame.checkpoint());
        }
    }

    /** Holds the tree against every checkpoint known; returns the newest. */
    private Optional<Released> check(NodesFile nodes) throws RefusedException {
        List<byte[]> notes = new ArrayList<>(anchors);
        notes.add(note);
        Optional<Released> newest = Optional.empty();
        for (byte[] each : notes) {
            if (each.length > 0) {
                Checkpoint checkpoint = read(each);
                check(checkpoint, nodes);
                if (newest.isEmpty()
                        || checkpoint.size() >= newest.get().checkpoint().size()) {
                    newest = Optional.of(new Released(checkpoint, each, 0));
                }
            }
        }
        return newest;
    }

    private Checkpoint read(byte[] each) throws RefusedException {
        Checkpoint checkpoint = seal.read(each)
                .orElseThrow(() -> new RefusedException(
                        Opened.Why.DAMAGED, "a stored checkpoint is damaged or its signature does not verify"));
        if (!checkpoint.origin().equals(origin)) {
            throw new RefusedException(
                    Opened.Why.ORIGIN,
                    "a stored checkpoint is of origin " + checkpoint.origin() + ", expected " + origin);
        }
        return checkpoint;
    }

    private void check(Checkpoint checkpoint, NodesFile nodes) throws RefusedException {
        if (checkpoint.size() > frontier.size()) {
            throw new RefusedException(
                    Opened.Why.ROLLBACK,
                    "the log has " + frontier.size() + " leaves, but a checkpoint over " + checkpoint.size()
                            + " was released: an earlier state was put back");
        }
        if (!Regrowth.gives(nodes, checkpoint.size(), checkpoint.root())) {
            throw new RefusedException(
                    Opened.Why.FORK,
                    "the first " + checkpoint.size() + " leaves do not give the root that was released for them");
        }
    }

    private void finish(SegmentReader segment, SegmentReader.End found, TreeHash digest) throws IOException {
        long size = frontier.size();
        SegmentFooter end = new SegmentFooter(size - segment.header().firstLeaf(), frontier.root(), digest, false);
        ByteBuilder footer =
                new FrameWriter().footer(size, end, segment.header().createdMillis());
        try (DiskFile file = disk.open(segment.name())) {
            if (found == SegmentReader.End.TORN) {
                LOG.warn("{}: a write that was cut off is removed from byte {} on", segment.name(), segment.end());
                file.truncate(segment.end());
            }
            file.write(segment.end(), footer.array(), 0, footer.size());
            file.sync();
        }
    }

    /** Whether a segment got as far as its first frame. */
    private boolean hasLeaves(String name) throws IOException, RefusedException {
        try (SegmentReader segment = SegmentReader.open(disk, name)) {
            SegmentReader.End end = segment.advance(frame -> {});
            if (end == SegmentReader.End.DAMAGED) {
                throw new RefusedException(Opened.Why.DAMAGED, name + ": damaged at byte " + segment.end());
            }
            return segment.size() > segment.header().firstLeaf();
        } catch (DamagedException unfinished) {
            if (!isUnfinished(disk.read(name))) {
                throw new RefusedException(Opened.Why.DAMAGED, name + ": " + unfinished.getMessage());
            }
            return false;
        }
    }

    /** A header is synced before the first frame is written, so what has come further was whole once. */
    private static boolean isUnfinished(byte[] file) {
        return file.length <= SegmentHeader.MOST_BYTES && SegmentHeader.isTorn(file) && !Frame.isIn(file);
    }

    private void discard(String name) throws IOException {
        LOG.warn("{}: a segment without leaves is removed", name);
        disk.delete(name);
        disk.delete(Names.key(name));
        disk.syncNames();
    }
}
