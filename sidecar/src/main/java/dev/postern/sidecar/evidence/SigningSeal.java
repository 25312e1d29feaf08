package dev.postern.sidecar.evidence;

import dev.postern.crypto.SigningKey;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.CheckpointTrust;
import dev.postern.evidence.NoteSigner;
import dev.postern.evidence.SignedNote;
import dev.postern.evidence.TrustPolicy;
import dev.postern.evidence.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Signs with the key of the log, under its origin; while the key is being changed, with the one before too. Reads what
 * any key of the log has signed. Thread-safe.
 */
public final class SigningSeal implements CheckpointSeal {

    private final List<NoteSigner> signers;
    private final TrustPolicy trust;

    /** Signs with one key, and reads what it signed. */
    public SigningSeal(String origin, SigningKey key) {
        this(origin, List.of(key), List.of());
    }

    /**
     * Signs with all of {@code signing}, the newest first.
     *
     * @param known keys that signed earlier
     */
    public SigningSeal(String origin, List<SigningKey> signing, List<VerifierKey> known) {
        this.signers = signing.stream().map(key -> new NoteSigner(origin, key)).toList();
        this.trust = TrustPolicy.of(Stream.concat(signers.stream().map(NoteSigner::logKey), known.stream())
                .distinct()
                .toList());
    }

    /** The keys of all its checkpoints, the newest first. */
    public List<VerifierKey> keys() {
        return trust.logs();
    }

    @Override
    public byte[] sign(Checkpoint checkpoint) {
        return new SignedNote(
                        checkpoint.text(),
                        signers.stream().map(signer -> signer.sign(checkpoint)).toList())
                .encode()
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<Checkpoint> read(byte[] note) {
        SignedNote signed = SignedNote.parse(new String(note, StandardCharsets.UTF_8));
        return signed != null && trust.judge(signed) instanceof CheckpointTrust.Trusted trusted
                ? Optional.of(trusted.checkpoint())
                : Optional.empty();
    }
}
