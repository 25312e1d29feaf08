package dev.postern.sidecar.evidence;

import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.TreeHash;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When a checkpoint is signed, and when it is shown: it is signed over leaves that are on disk, written and synced with
 * the next frame, and only then released, so that no crash makes the log deny it. One thread's.
 */
final class Checkpoints {

    private final String origin;
    private final CheckpointSeal seal;
    private final int mostEntries;
    private final long mostNanos;
    private final Consumer<Released> onRelease;
    private final EvidenceCounters counters;
    private final WritePath.Witness steps;

    private @Nullable Released signed;
    private TreeHash prev;
    private long signedSize;
    private long unsignedSinceNanos;

    /** {@code prev} is the root of the checkpoint released last, {@code size} how many leaves need no other. */
    Checkpoints(
            EvidenceConfig config,
            Surroundings around,
            String origin,
            Consumer<Released> onRelease,
            TreeHash prev,
            long size,
            long nowNanos) {
        this.origin = origin;
        this.seal = around.seal();
        this.mostEntries = config.checkpointEntries();
        this.mostNanos = config.checkpointAge().toNanos();
        this.onRelease = onRelease;
        this.counters = around.counters();
        this.steps = around.steps();
        this.prev = prev;
        this.signedSize = size;
        this.unsignedSinceNanos = nowNanos;
    }

    /** The checkpoint that has to be written with the next frame; null when there is none. */
    @Nullable
    Released due() {
        return signed;
    }

    /** The root of the checkpoint released last. */
    TreeHash prev() {
        return prev;
    }

    /** Leaves are about to be added to a tree of {@code size}. */
    void growing(long size, long nowNanos) {
        if (size == signedSize) {
            unsignedSinceNanos = nowNanos;
        }
    }

    /** Signs the tree, if enough was added or lies there long enough. */
    void sign(GrowingTree tree, long wallMillis, long nowNanos) {
        long entries = tree.size() - signedSize;
        if (entries >= mostEntries || (entries > 0 && nowNanos - unsignedSinceNanos >= mostNanos)) {
            signNow(tree, wallMillis);
        }
    }

    /** Signs the tree as the last of a run, unless that was done; whether a checkpoint is still to be written. */
    boolean isOpen(GrowingTree tree, long wallMillis) {
        if (signed == null && tree.size() > signedSize) {
            signNow(tree, wallMillis);
        }
        return signed != null;
    }

    private void signNow(GrowingTree tree, long wallMillis) {
        Checkpoint checkpoint = new Checkpoint(origin, tree.size(), tree.root());
        signed = new Released(checkpoint, seal.sign(checkpoint), wallMillis);
        signedSize = tree.size();
        steps.took(WritePath.SIGNED);
    }

    /** The one that was due is durable: it is shown. */
    void release(Released checkpoint) {
        signed = null;
        prev = checkpoint.checkpoint().root();
        counters.checkpoints.incrementAndGet();
        onRelease.accept(checkpoint);
        steps.took(WritePath.RELEASED);
    }
}
