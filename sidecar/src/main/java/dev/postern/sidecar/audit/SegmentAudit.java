package dev.postern.sidecar.audit;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.Frame;
import dev.postern.evidence.FrameReader;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.SegmentFooter;
import dev.postern.evidence.TreeHash;
import dev.postern.sidecar.evidence.SegmentDigest;
import dev.postern.sidecar.evidence.SegmentReader;
import org.jspecify.annotations.Nullable;

/** Takes the frames of one segment into an audit: the checkpoint a frame carries, its leaves, and at last the footer. */
final class SegmentAudit implements SegmentReader.FrameSink {

    private final String name;
    private final SegmentReader segment;
    private final TreeAudit tree;
    private final LaneAudit lanes;
    private final Tally tally;
    private final LogAudit.Settings settings;
    private final SegmentDigest sum;
    private final MerkleHasher hasher = new MerkleHasher();
    private final ByteBuilder text = new ByteBuilder(1 << 10);
    private final byte[] leafHash = new byte[TreeHash.BYTES];
    private @Nullable TreeHash digest;

    SegmentAudit(
            String name,
            SegmentReader segment,
            TreeAudit tree,
            LaneAudit lanes,
            Tally tally,
            LogAudit.Settings settings) {
        this.name = name;
        this.segment = segment;
        this.tree = tree;
        this.lanes = lanes;
        this.tally = tally;
        this.settings = settings;
        this.sum = new SegmentDigest(segment.header());
    }

    @Override
    public void frame(Frame frame) throws DamagedException {
        if (frame.footer()) {
            footer(frame);
        } else {
            sum.add(frame);
            tree.prev(frame.prev());
            if (frame.checkpoint() > 0) {
                tree.carried(frame.checkpointReader().bytes(frame.checkpoint()));
                tally.checkpoints++;
            }
            leaves(segment.leaves());
        }
        tally.bytes += frame.length();
        settings.progress().accept(tally.bytes);
    }

    /** Digest of the segment up to its footer, once all frames were taken; the next segment names it. */
    TreeHash digest() {
        if (digest == null) {
            digest = sum.value();
        }
        return digest;
    }

    private void leaves(FrameReader leaves) throws DamagedException {
        while (leaves.next()) {
            text.clear();
            leaves.text(text);
            hasher.leaf(text.array(), 0, text.size(), leafHash, 0);
            Leaf leaf = leaves.leaf();
            long index = tree.size();
            settings.leaves().leaf(index, leaf, text.array(), text.size(), leafHash);
            lanes.leaf(index, leaf);
            tree.leaf(leafHash);
            tally.leaf(leaf);
        }
    }

    private void footer(Frame frame) throws DamagedException {
        SegmentFooter footer = SegmentFooter.read(frame);
        if (footer.leaves() != tree.size() - segment.header().firstLeaf()
                || !footer.root().equals(tree.root())) {
            throw new FaultyLogException(
                    EvidenceFault.ROOT_MISMATCH,
                    name + ": the footer says " + footer.leaves() + " leaves and root " + footer.root() + ", expected "
                            + (tree.size() - segment.header().firstLeaf()) + " and " + tree.root());
        }
        if (!footer.digest().equals(digest())) {
            throw new FaultyLogException(
                    EvidenceFault.SEGMENT_ORDER,
                    name + ": the footer says digest " + footer.digest() + ", expected " + digest());
        }
        lanes.ended(footer.last());
    }
}
