package dev.postern.sidecar.evidence;

import dev.postern.crypto.SigningKey;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.TrustPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Signs with a key of its own, and remembers all it was asked to sign. */
final class RememberingSeal implements CheckpointSeal {

    final List<Checkpoint> signed = Collections.synchronizedList(new ArrayList<>());
    private final SigningSeal seal =
            new SigningSeal(Fixture.ORIGIN, SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]));

    /** Believes what was signed here. */
    TrustPolicy policy() {
        return TrustPolicy.of(seal.keys());
    }

    @Override
    public byte[] sign(Checkpoint checkpoint) {
        signed.add(checkpoint);
        return seal.sign(checkpoint);
    }

    @Override
    public Optional<Checkpoint> read(byte[] note) {
        return seal.read(note);
    }
}
