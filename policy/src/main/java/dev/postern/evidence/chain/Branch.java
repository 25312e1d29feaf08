package dev.postern.evidence.chain;

import dev.postern.crypto.ContentDigest;
import java.util.List;

/**
 * One of several receipts that continue the same state.
 *
 * @param parentRoot the state they continue
 * @param nextRoot the state this one leaves
 * @param height receipts up to and with this one
 * @param timestampMillis when it was made, milliseconds since the epoch
 * @param attestations of watchers, verified or not
 */
public record Branch(
        ContentDigest parentRoot,
        ContentDigest nextRoot,
        long height,
        long timestampMillis,
        List<BranchAttestation> attestations) {

    public Branch {
        attestations = List.copyOf(attestations);
    }
}
