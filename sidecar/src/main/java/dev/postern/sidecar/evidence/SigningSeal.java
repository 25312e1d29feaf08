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

/** Signs with the key of the log, under its origin. Thread-safe. */
public final class SigningSeal implements CheckpointSeal {

    private final NoteSigner signer;
    private final TrustPolicy trust;

    public SigningSeal(String origin, SigningKey key) {
        this.signer = new NoteSigner(origin, key);
        this.trust = TrustPolicy.of(List.of(signer.logKey()));
    }

    /** What whoever verifies the log's checkpoints needs. */
    public VerifierKey verifierKey() {
        return signer.logKey();
    }

    @Override
    public byte[] sign(Checkpoint checkpoint) {
        return new SignedNote(checkpoint.text(), List.of(signer.sign(checkpoint)))
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
