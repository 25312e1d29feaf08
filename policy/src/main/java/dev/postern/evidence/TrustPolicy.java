package dev.postern.evidence;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Whose checkpoints are believed: the keys of logs, the keys of witnesses, and which witnesses must have cosigned. A log
 * whose key is being changed has both its keys here; a checkpoint signed by either is believed, and one that carries a
 * bad signature of either is not.
 *
 * @param logs keys whose names are the origins of their logs
 * @param witnesses cosigners by the names the quorum calls them
 */
public record TrustPolicy(List<VerifierKey> logs, Map<String, VerifierKey> witnesses, Quorum quorum) {

    public TrustPolicy {
        logs = List.copyOf(logs);
        witnesses = Map.copyOf(witnesses);
    }

    /** Believes these logs' checkpoints without asking for witnesses. */
    public static TrustPolicy of(List<VerifierKey> logs) {
        return new TrustPolicy(logs, Map.of(), new Quorum.Nobody());
    }

    /** What a note is worth as a checkpoint. Signatures by keys not known here are passed over. */
    public CheckpointTrust judge(SignedNote note) {
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        if (checkpoint == null) {
            return untrusted(EvidenceFault.MALFORMED, "the note is no checkpoint, expected origin, size and root");
        }
        for (NoteSignature signature : note.signatures()) {
            if (isBad(note.text(), signature)) {
                return untrusted(
                        EvidenceFault.SIGNATURE_INVALID,
                        "the signature by '" + signature.keyName() + "' does not verify");
            }
        }
        // INVARIANT: from here every signature that names a known key is by that key.
        if (logs.stream().noneMatch(log -> log.name().equals(checkpoint.origin()) && log.isNamedBy(note))) {
            return logs.stream().anyMatch(log -> log.isNamedBy(note))
                    ? untrusted(
                            EvidenceFault.ORIGIN_MISMATCH,
                            "signed by a trusted log, but not by '" + checkpoint.origin() + "' for which it speaks")
                    : untrusted(
                            EvidenceFault.KEY_UNKNOWN,
                            "no signature by a trusted key of '" + checkpoint.origin() + "'");
        }
        Map<String, Long> cosigned = cosignatures(note);
        return quorum.isMetBy(cosigned.keySet())
                ? new CheckpointTrust.Trusted(checkpoint, cosigned)
                : untrusted(
                        EvidenceFault.QUORUM_UNMET, "cosigned by " + cosigned.keySet() + ", too few for the quorum");
    }

    private boolean isBad(String text, NoteSignature signature) {
        return Stream.concat(logs.stream(), witnesses.values().stream())
                .anyMatch(key -> key.isNamedBy(signature) && !key.verifies(text, signature));
    }

    private Map<String, Long> cosignatures(SignedNote note) {
        Map<String, Long> cosigned = new TreeMap<>();
        witnesses.forEach((name, key) -> note.signatures().stream()
                .filter(key::isNamedBy)
                .findFirst()
                .ifPresent(signature -> cosigned.put(name, VerifierKey.cosignedAt(signature))));
        return cosigned;
    }

    private static CheckpointTrust untrusted(EvidenceFault fault, String detail) {
        return new CheckpointTrust.Untrusted(fault, detail);
    }
}
