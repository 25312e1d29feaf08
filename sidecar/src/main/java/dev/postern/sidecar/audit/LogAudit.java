package dev.postern.sidecar.audit;

import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.NodeSink;
import dev.postern.evidence.SegmentHeader;
import dev.postern.evidence.TreeHash;
import dev.postern.evidence.TrustPolicy;
import dev.postern.evidence.Verification;
import dev.postern.sidecar.evidence.CompressionException;
import dev.postern.sidecar.evidence.Disk;
import dev.postern.sidecar.evidence.DiskFile;
import dev.postern.sidecar.evidence.Names;
import dev.postern.sidecar.evidence.SegmentReader;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads all of a log once and holds everything in it against everything else: segments follow one another, frames have
 * their sums, leaves have their numbers, and the tree over them had every checkpoint. Ends at the first fault. The memory
 * it takes does not grow with the log. One audit, one thread.
 */
public final class LogAudit {

    private static final TreeHash NO_SEGMENT = TreeHash.of(new byte[TreeHash.BYTES]);

    private final Disk disk;
    private final Settings settings;
    private final Tally tally = new Tally();
    private final LaneAudit lanes;
    private final TreeAudit tree;
    private String origin = "";
    private TreeHash previous = NO_SEGMENT;
    private long tornBytes;

    /**
     * What an audit is told.
     *
     * @param policy whose checkpoints are believed; null to check that they fit, not who signed them
     * @param brought checkpoints the log must have had
     * @param losses is told of receipts the log declares missing
     * @param leaves is told of every leaf
     * @param nodes is told of every node of the tree
     * @param progress is told now and then how many bytes were read so far
     */
    public record Settings(
            @Nullable TrustPolicy policy,
            List<Checkpoint> brought,
            Consumer<Loss> losses,
            LeafSink leaves,
            NodeSink nodes,
            LongConsumer progress) {

        public Settings {
            brought = List.copyOf(brought);
        }

        /** Believes what this policy does and tells nobody. */
        public static Settings of(@Nullable TrustPolicy policy) {
            return new Settings(
                    policy, List.of(), loss -> {}, (index, leaf, bytes, length, hash) -> {}, (b, o) -> {}, b -> {});
        }
    }

    /** Takes the leaves of a log, in order. */
    @FunctionalInterface
    public interface LeafSink {

        /** A leaf, the bytes of it that the tree hashes, and their hash; both arrays are valid during the call only. */
        void leaf(long index, Leaf leaf, byte[] bytes, int length, byte[] hash);
    }

    public LogAudit(Disk disk, Settings settings) {
        this.disk = disk;
        this.settings = settings;
        this.lanes = new LaneAudit(settings.losses());
        this.tree = new TreeAudit(settings.policy(), settings.brought(), settings.nodes());
    }

    /** Reads the log; call once. */
    public AuditReport run() throws IOException {
        Verification verification = Verification.verified();
        try {
            segments();
            tree.end();
        } catch (FaultyLogException e) {
            verification = Verification.refuted(e.fault(), e.detail());
        }
        return new AuditReport(
                verification, tally.counts(), origin, tree.size(), tree.root(), tree.signedSize(), tornBytes);
    }

    private void segments() throws IOException {
        List<String> names =
                disk.names().stream().filter(Names::isSegment).sorted().toList();
        if (names.isEmpty()) {
            tree.begin(new Frontier());
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            try (SegmentReader segment = SegmentReader.open(disk, name)) {
                header(name, segment.header(), i == 0);
                frames(name, segment, i == names.size() - 1);
            } catch (CompressionException e) {
                throw new FaultyLogException(EvidenceFault.COMPRESSION, String.valueOf(e.getMessage()));
            } catch (DamagedException e) {
                throw new FaultyLogException(
                        EvidenceFault.DAMAGED, name + " from leaf " + tree.size() + " on: " + e.getMessage());
            }
        }
    }

    private void header(String name, SegmentHeader header, boolean first) {
        if (first) {
            Frontier begin = Frontier.decode(header.frontier());
            if (begin == null || begin.size() != header.firstLeaf()) {
                throw new FaultyLogException(EvidenceFault.DAMAGED, name + ": the tree in the header is damaged");
            }
            origin = header.origin();
            tree.begin(begin);
        } else if (!header.previous().equals(previous)) {
            throw new FaultyLogException(
                    EvidenceFault.SEGMENT_ORDER,
                    name + " follows a segment of digest " + header.previous() + ", expected " + previous);
        } else if (header.firstLeaf() != tree.size() || !tree.isAt(header.frontier())) {
            throw new FaultyLogException(
                    EvidenceFault.ROOT_MISMATCH,
                    name + " begins at leaf " + header.firstLeaf()
                            + " with another tree than the segments before have");
        }
        if (!header.origin().equals(origin)) {
            throw new FaultyLogException(
                    EvidenceFault.ORIGIN_MISMATCH,
                    name + " is of '" + header.origin() + "', expected '" + origin + "'");
        }
        lanes.segment(header);
        tally.segments++;
    }

    private void frames(String name, SegmentReader segment, boolean last) throws IOException, DamagedException {
        SegmentAudit audit = new SegmentAudit(name, segment, tree, lanes, tally, settings);
        SegmentReader.End end = segment.advance(audit);
        if (end == SegmentReader.End.DAMAGED || (!last && end != SegmentReader.End.FOOTER)) {
            throw new FaultyLogException(
                    EvidenceFault.DAMAGED,
                    name + ": neither a whole frame nor a footer at byte " + segment.end() + ", leaf " + tree.size());
        }
        if (end == SegmentReader.End.TORN) {
            try (DiskFile file = disk.open(name)) {
                tornBytes = file.size() - segment.end();
            }
        }
        previous = audit.digest();
    }
}
