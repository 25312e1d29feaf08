package dev.postern.evidence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a log told two stories: two checkpoints it signed which no append-only log can both have had. Either they have one
 * size and two roots, or the larger tree is shown to begin with another tree than the smaller checkpoint's. One text,
 * verified offline with the log's key.
 *
 * @param smaller the checkpoint of the smaller size, or either of two of one size
 * @param path empty at one size; else the last peak of the larger tree's prefix of the smaller size, and the siblings on
 *     that peak's way up
 */
public record ForkProof(SignedNote smaller, SignedNote larger, List<TreeHash> path) {

    private static final String FORMAT = "postern/fork-proof@v1";
    private static final String BLANK_LINE = "\n\n";
    private static final int MAX_CHARACTERS = 1 << 19;

    public ForkProof {
        path = List.copyOf(path);
    }

    /**
     * The proof out of a checkpoint and the tree, grown to at least the larger checkpoint's size, that contradicts it.
     * Both notes must be checkpoints.
     */
    public static ForkProof of(SignedNote smaller, SignedNote larger, MerkleTree tree) {
        long oldSize = sizeOf(smaller);
        long newSize = sizeOf(larger);
        return new ForkProof(smaller, larger, oldSize < newSize ? tree.prefixPath(oldSize, newSize) : List.of());
    }

    /** The proof that {@code text} is, or null when it is not exactly one. */
    public static @Nullable ForkProof parse(String text) {
        String[] parts = text.length() > MAX_CHARACTERS ? new String[0] : text.split(BLANK_LINE, -1);
        if (parts.length != 5) { // a head, and two checkpoints of which each has one blank line
            return null;
        }
        List<String> head = List.of(parts[0].split("\n", -1));
        List<TreeHash> path = HashLines.parse(head.subList(1, head.size()));
        SignedNote smaller = SignedNote.parse(parts[1] + BLANK_LINE + parts[2] + "\n");
        SignedNote larger = SignedNote.parse(parts[3] + BLANK_LINE + parts[4]);
        return !head.get(0).equals(FORMAT) || path == null || smaller == null || larger == null
                ? null
                : new ForkProof(smaller, larger, path);
    }

    /** Whether the log of these keys, no witness asked, is shown to have contradicted itself. */
    public Verification verify(List<VerifierKey> logs) {
        TrustPolicy policy = TrustPolicy.of(logs);
        CheckpointTrust one = policy.judge(smaller);
        CheckpointTrust other = policy.judge(larger);
        if (one instanceof CheckpointTrust.Untrusted untrusted) {
            return untrusted.asVerification();
        }
        if (other instanceof CheckpointTrust.Untrusted untrusted) {
            return untrusted.asVerification();
        }
        return contradict(((CheckpointTrust.Trusted) one).checkpoint(), ((CheckpointTrust.Trusted) other).checkpoint());
    }

    private Verification contradict(Checkpoint older, Checkpoint newer) {
        if (!older.origin().equals(newer.origin())) {
            return Verification.refuted(
                    EvidenceFault.ORIGIN_MISMATCH,
                    "one checkpoint is of '" + older.origin() + "', the other of '" + newer.origin() + "'");
        }
        if (older.size() < 1 || older.size() > newer.size()) {
            return Verification.refuted(
                    EvidenceFault.SIZE_MISMATCH,
                    "sizes " + older.size() + " and " + newer.size() + ", expected the smaller, not 0, first");
        }
        boolean sameSize = older.size() == newer.size();
        int expected = sameSize ? 0 : 1 + PrefixRoots.siblings(older.size(), newer.size());
        if (path.size() != expected) {
            return Verification.refuted(
                    EvidenceFault.PATH_LENGTH, "the path has " + path.size() + " hashes, expected " + expected);
        }
        PrefixRoots shown = sameSize
                ? new PrefixRoots(newer.root(), newer.root())
                : PrefixRoots.of(older.size(), newer.size(), path.get(0), path.subList(1, expected));
        if (!shown.whole().equals(newer.root())) {
            return Verification.refuted(
                    EvidenceFault.ROOT_MISMATCH,
                    "the path leads to " + shown.whole() + ", expected the larger tree's root " + newer.root());
        }
        return shown.prefix().equals(older.root())
                ? Verification.refuted(EvidenceFault.NO_FORK, "the larger tree begins with the smaller one")
                : Verification.verified();
    }

    /** The whole proof as it is written. */
    public String encode() {
        List<String> head = new ArrayList<>();
        head.add(FORMAT);
        path.forEach(hash -> head.add(hash.base64()));
        return String.join("\n", head) + BLANK_LINE + smaller.encode() + "\n" + larger.encode();
    }

    private static long sizeOf(SignedNote note) {
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        if (checkpoint == null) {
            throw new IllegalArgumentException("a note that is no checkpoint, expected origin, size and root");
        }
        return checkpoint.size();
    }
}
