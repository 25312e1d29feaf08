package dev.postern.evidence.chain;

import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.PublicKey;
import dev.postern.crypto.Signature;
import dev.postern.crypto.SigningKey;

/**
 * A watcher's word that it saw a branch.
 *
 * @param candidateRoot the state the branch leaves
 * @param timestamp RFC 3339, as signed
 */
public record BranchAttestation(
        PublicKey watcher,
        ContentDigest candidateRoot,
        ContentDigest parentRoot,
        long height,
        String timestamp,
        Signature signature) {

    /** The word of {@code watcher}. */
    public static BranchAttestation sign(
            SigningKey watcher, ContentDigest candidateRoot, ContentDigest parentRoot, long height, String timestamp) {
        CanonicalBytes signed = signed(watcher.publicKey(), candidateRoot, parentRoot, height, timestamp);
        return new BranchAttestation(
                watcher.publicKey(), candidateRoot, parentRoot, height, timestamp, watcher.sign(signed));
    }

    /** Whether the watcher signed it, and of {@code branch}. */
    boolean holdsFor(Branch branch) {
        return candidateRoot.equals(branch.nextRoot())
                && parentRoot.equals(branch.parentRoot())
                && height == branch.height()
                && watcher.verify(signed(watcher, candidateRoot, parentRoot, height, timestamp), signature);
    }

    private static CanonicalBytes signed(
            PublicKey watcher, ContentDigest candidateRoot, ContentDigest parentRoot, long height, String timestamp) {
        return CanonicalBytes.of(JsonObject.builder()
                .put("candidate_root", candidateRoot.hex())
                .put("height", height)
                .put("parent_root", parentRoot.hex())
                .put("timestamp", timestamp)
                .put("watcher_key", watcher.hex())
                .build());
    }
}
