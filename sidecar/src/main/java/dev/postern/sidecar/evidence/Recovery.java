package dev.postern.sidecar.evidence;

import dev.postern.evidence.ByteBuilder;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.DamagedException;
import dev.postern.evidence.Frame;
import dev.postern.evidence.FrameReader;
import dev.postern.evidence.FrameWriter;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.MerkleTree;
import dev.postern.evidence.NodeSink;
import dev.postern.evidence.SegmentHeader;
import dev.postern.evidence.TreeHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
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
    private final MerkleHasher hasher = new MerkleHasher();
    private final ByteBuilder leaf = new ByteBuilder(1 << 12);
    private final byte[] hash = new byte[TreeHash.BYTES];
    private final SortedMap<Integer, Long> next = new TreeMap<>();
    private byte[] note = new byte[0];
    private Frontier frontier = new Frontier();

    /** {@code anchors} are the copies of released checkpoints that were found. */
    Recovery(Disk disk, String origin, CheckpointSeal seal, List<byte[]> anchors) {
        this.disk = disk;
        this.origin = origin;
        this.seal = seal;
        this.anchors = anchors;
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
        String last = names.get(names.size() - 1);
        for (String name : names) {
            try (SegmentReader segment = SegmentReader.open(disk, name)) {
                connect(segment);
                if (name.equals(last)) {
                    return end(segment);
                }
            }
        }
        throw new IllegalStateException("no last segment");
    }

    /** The segments before the last one are only held together; fsck reads them whole. */
    private void connect(SegmentReader segment) throws DamagedException, RefusedException {
        if (!segment.header().origin().equals(origin)) {
            throw new RefusedException(
                    Opened.Why.ORIGIN,
                    segment.name() + " belongs to origin " + segment.header().origin() + ", expected " + origin);
        }
        Frontier tree = Frontier.decode(segment.header().frontier());
        if (tree == null || tree.size() != segment.header().firstLeaf()) {
            throw new DamagedException(segment.name() + ": the tree in the header is damaged");
        }
        frontier = tree;
    }

    private State end(SegmentReader segment) throws IOException, DamagedException, RefusedException {
        NodesFile nodes = nodes(segment);
        next.putAll(segment.header().next());
        MessageDigest digest = Segment.sha256();
        byte[] headerBytes = new byte[(int) segment.end()];
        segment.read(0, headerBytes, headerBytes.length);
        digest.update(headerBytes);
        SegmentReader.End end = segment.advance(frame -> {
            if (!frame.footer()) {
                digest.update(frame.bytes(), frame.start(), frame.length());
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
        TreeHash sum = TreeHash.of(digest.digest());
        if (end != SegmentReader.End.FOOTER) {
            finish(segment, end, sum);
        }
        return new State(
                frontier,
                sum,
                segment.header().boot(),
                end == SegmentReader.End.FOOTER,
                next,
                newest.map(released -> released.checkpoint().root()).orElse(ZEROS),
                newest);
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

    /** The nodes before the last segment; made again when they do not give the root that the segment begins with. */
    private NodesFile nodes(SegmentReader segment) throws IOException, DamagedException {
        long size = segment.header().firstLeaf();
        NodesFile nodes = new NodesFile(disk.open(NodesFile.NAME), size);
        if (gives(nodes, size, frontier.root())) {
            return nodes;
        }
        LOG.warn("the nodes of the evidence tree are incomplete and are made again");
        nodes.close();
        NodesFile fresh = new NodesFile(disk.open(NodesFile.NAME), 0);
        Frontier tree = new Frontier();
        for (String name : disk.names().stream().filter(Names::isSegment).toList()) {
            if (name.equals(segment.name())) {
                break;
            }
            try (SegmentReader older = SegmentReader.open(disk, name)) {
                older.advance(frame -> {
                    while (older.leaves().next()) {
                        leaf.clear();
                        older.leaves().text(leaf);
                        hasher.leaf(leaf.array(), 0, leaf.size(), hash, 0);
                        tree.append(hash, 0, fresh);
                    }
                    fresh.flush();
                });
            }
        }
        if (!tree.root().equals(frontier.root())) {
            throw new DamagedException(
                    "the segments before " + segment.name() + " do not give the root it begins with");
        }
        return fresh;
    }

    private static boolean gives(NodesFile nodes, long size, TreeHash root) {
        try {
            return new MerkleTree(nodes, size).root(size).equals(root);
        } catch (UncheckedIOException missing) {
            return false;
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
        if (!gives(nodes, checkpoint.size(), checkpoint.root())) {
            throw new RefusedException(
                    Opened.Why.FORK,
                    "the first " + checkpoint.size() + " leaves do not give the root that was released for them");
        }
    }

    private void finish(SegmentReader segment, SegmentReader.End end, TreeHash digest) throws IOException {
        long size = frontier.size();
        ByteBuilder footer = new FrameWriter()
                .footer(
                        size,
                        size - segment.header().firstLeaf(),
                        frontier.root(),
                        digest.toByteArray(),
                        segment.header().createdMillis());
        try (DiskFile file = disk.open(segment.name())) {
            if (end == SegmentReader.End.TORN) {
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
            try (DiskFile file = disk.open(name)) {
                // Its header is synced before its first frame is written, so a longer one was whole once.
                if (file.size() > SegmentHeader.MOST_BYTES) {
                    throw new RefusedException(Opened.Why.DAMAGED, name + ": " + unfinished.getMessage());
                }
            }
            return false;
        }
    }

    private void discard(String name) throws IOException {
        LOG.warn("{}: a segment without leaves is removed", name);
        disk.delete(name);
        disk.delete(Names.key(name));
        disk.syncNames();
    }
}
