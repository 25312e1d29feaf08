package dev.postern.sidecar.audit;

import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.CheckpointTrust;
import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.SignedNote;
import dev.postern.evidence.TreeHash;
import dev.postern.evidence.TrustPolicy;
import dev.postern.evidence.Verification;
import org.jspecify.annotations.Nullable;

/** Follows a log that is told leaf by leaf: its own tree must be the one that every checkpoint signs. One thread's. */
public final class TailAudit {

    private final TrustPolicy policy;
    private final Frontier tree;

    /** Goes on from {@code tree}, which was verified before. */
    public TailAudit(TrustPolicy policy, Frontier tree) {
        this.policy = policy;
        this.tree = tree;
    }

    /** How many leaves were seen. */
    public long size() {
        return tree.size();
    }

    public TreeHash root() {
        return tree.root();
    }

    /** Where it came to, for another to go on from. */
    public byte[] encode() {
        return tree.encode();
    }

    /** Takes the bytes of the next leaf. */
    public void leaf(byte[] bytes) {
        tree.append(MerkleHasher.leafHash(bytes));
    }

    /** Holds a checkpoint against the tree so far. */
    public Verification checkpoint(String note) {
        SignedNote signed = SignedNote.parse(note);
        if (signed == null) {
            return Verification.refuted(EvidenceFault.MALFORMED, "what was given for a checkpoint is none");
        }
        if (!(policy.judge(signed) instanceof CheckpointTrust.Trusted trusted)) {
            CheckpointTrust.Untrusted untrusted = (CheckpointTrust.Untrusted) policy.judge(signed);
            return Verification.refuted(untrusted.fault(), untrusted.detail());
        }
        Checkpoint checkpoint = trusted.checkpoint();
        if (checkpoint.size() != tree.size()) {
            return Verification.refuted(
                    EvidenceFault.SIZE_MISMATCH,
                    "a checkpoint of size " + checkpoint.size() + " after " + tree.size() + " leaves");
        }
        return checkpoint.root().equals(tree.root())
                ? Verification.verified()
                : Verification.refuted(
                        EvidenceFault.FORK,
                        "the " + tree.size() + " leaves give " + tree.root() + ", but the log has signed "
                                + checkpoint.root());
    }

    /** The log has fewer leaves than were seen. */
    public Verification.Refuted shorter() {
        return new Verification.Refuted(
                EvidenceFault.ROLLBACK, "the log is shorter than the " + tree.size() + " leaves it had before");
    }

    /** The checkpoint of a note, whoever signed it, or null. */
    public static @Nullable Checkpoint read(String note) {
        SignedNote signed = SignedNote.parse(note);
        return signed == null ? null : Checkpoint.parse(signed.text());
    }
}
