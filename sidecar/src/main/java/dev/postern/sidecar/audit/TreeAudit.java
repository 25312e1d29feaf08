package dev.postern.sidecar.audit;

import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.CheckpointTrust;
import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.NodeSink;
import dev.postern.evidence.SignedNote;
import dev.postern.evidence.TreeHash;
import dev.postern.evidence.TrustPolicy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Grows the tree again from the leaves and holds it against checkpoints: those the log carries with its frames, and those
 * an auditor brings along.
 */
final class TreeAudit {

    private static final TreeHash NOTHING = TreeHash.of(new byte[TreeHash.BYTES]);

    private final @Nullable TrustPolicy policy;
    private final NodeSink nodes;
    private final Deque<Checkpoint> awaited;
    private Frontier frontier = new Frontier();
    /** Root of the last checkpoint carried; null where that one is not there any more. */
    private @Nullable TreeHash released;

    private long signedSize;

    /**
     * Begins with the empty tree.
     *
     * @param policy whose checkpoints are believed; null to believe what they say without asking who says it
     * @param brought the tree must have had these, each at its size
     * @param nodes is told of every node
     */
    TreeAudit(@Nullable TrustPolicy policy, List<Checkpoint> brought, NodeSink nodes) {
        this.policy = policy;
        this.nodes = nodes;
        this.awaited = new ArrayDeque<>(brought.stream()
                .sorted(Comparator.comparingLong(Checkpoint::size))
                .toList());
    }

    long size() {
        return frontier.size();
    }

    TreeHash root() {
        return frontier.root();
    }

    long signedSize() {
        return signedSize;
    }

    /** Whether a frontier written down is that of the tree so far. */
    boolean isAt(byte[] encoded) {
        return Arrays.equals(encoded, frontier.encode());
    }

    /** Begins, with a tree whose leaves are not there any more unless it is empty. */
    void begin(Frontier tree) {
        frontier = tree;
        released = tree.size() == 0 ? NOTHING : null;
        Checkpoint oldest = awaited.peek();
        if (oldest != null && oldest.size() < size()) {
            throw new FaultyLogException(
                    EvidenceFault.SIZE_MISMATCH,
                    "the log begins with leaf " + size() + ", too late for a checkpoint of size " + oldest.size());
        }
        meetAwaited();
    }

    void leaf(byte[] hash) {
        frontier.append(hash, 0, nodes);
        meetAwaited();
    }

    /** A frame names the root of the last checkpoint that was shown before it was written. */
    void prev(TreeHash prev) {
        if (released != null && !prev.equals(released)) {
            throw new FaultyLogException(
                    EvidenceFault.ROOT_MISMATCH,
                    "the frame at leaf " + size() + " follows checkpoint " + prev + ", expected " + released);
        }
    }

    /** A checkpoint that the log carries is one of the tree so far. */
    void carried(byte[] note) {
        Checkpoint checkpoint = read(note);
        if (checkpoint.size() != size()) {
            throw new FaultyLogException(
                    EvidenceFault.SIZE_MISMATCH,
                    "the checkpoint before leaf " + size() + " is of size " + checkpoint.size());
        }
        compare(checkpoint);
        released = checkpoint.root();
        signedSize = checkpoint.size();
    }

    /** The log ends here; a checkpoint that it has not reached was taken back. */
    void end() {
        Checkpoint beyond = awaited.peekLast();
        if (beyond != null) {
            throw new FaultyLogException(
                    EvidenceFault.ROLLBACK,
                    "the log ends with " + size() + " leaves, but it has signed a checkpoint of " + beyond.size());
        }
    }

    private void meetAwaited() {
        for (Checkpoint due = awaited.peek(); due != null && due.size() == size(); due = awaited.peek()) {
            if (!due.root().equals(root())) {
                throw new FaultyLogException(
                        EvidenceFault.FORK,
                        "the first " + size() + " leaves give " + root() + ", but the log has signed " + due.root());
            }
            awaited.remove();
        }
    }

    private void compare(Checkpoint checkpoint) {
        if (!checkpoint.root().equals(root())) {
            throw new FaultyLogException(
                    EvidenceFault.ROOT_MISMATCH,
                    "the first " + size() + " leaves give " + root() + ", their checkpoint says " + checkpoint.root());
        }
    }

    private Checkpoint read(byte[] note) {
        SignedNote signed = SignedNote.parse(new String(note, StandardCharsets.UTF_8));
        Checkpoint checkpoint = signed == null ? null : Checkpoint.parse(signed.text());
        if (signed == null || checkpoint == null) {
            throw new FaultyLogException(
                    EvidenceFault.MALFORMED, "what stands for a checkpoint before leaf " + size() + " is none");
        }
        if (policy != null && policy.judge(signed) instanceof CheckpointTrust.Untrusted untrusted) {
            throw new FaultyLogException(
                    untrusted.fault(), "checkpoint before leaf " + size() + ": " + untrusted.detail());
        }
        return checkpoint;
    }
}
