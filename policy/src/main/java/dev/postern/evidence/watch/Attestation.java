package dev.postern.evidence.watch;

import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonFields;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonString;
import dev.postern.crypto.PublicKey;
import dev.postern.evidence.chain.DocumentProof;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one watcher saw of a chain: a credential it signed.
 *
 * @param watcher the key that signed
 * @param observedAt as it stands
 * @param receiptCount at least 1
 * @param head what it saw, as one digest: watchers agree when these are equal
 * @param checkpoint digest of the checkpoint it saw
 * @param seesFork it says itself that it saw a fork
 */
public record Attestation(
        PublicKey watcher,
        String corridorId,
        String observedAt,
        long receiptCount,
        ContentDigest finalStateRoot,
        ContentDigest head,
        ContentDigest checkpoint,
        boolean seesFork) {

    /** The attestation in a credential, if one key signed it and it says what an attestation must. */
    public static Reading read(Json credential) {
        if (!(credential instanceof JsonObject document)) {
            return new Reading.Skipped("no object, expected a credential");
        }
        Set<PublicKey> signers = DocumentProof.signers(document);
        if (signers.size() != 1) {
            return new Reading.Skipped("its signature does not hold, expected one by the watcher's did:key");
        }
        return read(document, signers.iterator().next());
    }

    private static Reading read(JsonObject credential, PublicKey watcher) {
        JsonFields subject = new JsonFields(credential.get("credentialSubject"), "credentialSubject");
        long receipts = subject.integer("receipt_count");
        if (receipts < 1) {
            subject.refuse("receipt_count", "1 or more");
        }
        Attestation attestation = new Attestation(
                watcher,
                subject.string("corridor_id"),
                subject.string("observed_at"),
                receipts,
                subject.hexDigest("final_state_root"),
                head(credential.get("credentialSubject")),
                subject.hexDigest("checkpoint_digest_sha256"),
                subject.has("no_fork_observed") && !subject.bool("no_fork_observed"));
        String problem = subject.problem();
        return problem == null ? new Reading.Read(attestation) : new Reading.Skipped(problem);
    }

    /** Recomputed: what the credential claims as its head digest does not matter. */
    private static ContentDigest head(@Nullable Json subject) {
        JsonObject from = subject instanceof JsonObject object ? object : JsonObject.EMPTY;
        JsonObject.Builder head = JsonObject.builder();
        for (String name :
                new String[] {"corridor_id", "genesis_root", "receipt_count", "final_state_root", "mmr_root"}) {
            Json value = from.get(name);
            head.put(name, value == null ? new JsonString("") : value);
        }
        return CanonicalBytes.of(head.build()).digest();
    }

    /** What came of reading a credential. */
    public sealed interface Reading {

        record Read(Attestation attestation) implements Reading {}

        /** It does not count; the message says why. */
        record Skipped(String message) implements Reading {}
    }
}
