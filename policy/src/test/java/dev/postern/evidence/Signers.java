package dev.postern.evidence;

import dev.postern.crypto.SigningKey;
import java.util.Arrays;
import java.util.List;

/** Logs and witnesses with fixed keys. */
final class Signers {

    static final NoteSigner LOG = signer("example.com/log", 1);
    static final NoteSigner ROTATED = signer("example.com/log", 2);
    static final NoteSigner OTHER_LOG = signer("example.com/other", 3);

    private Signers() {}

    static NoteSigner witness(int number) {
        return signer("witness.example/" + number, 100 + number);
    }

    static NoteSigner signer(String name, int seed) {
        byte[] bytes = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(bytes, (byte) seed);
        return new NoteSigner(name, SigningKey.ofSeed(bytes));
    }

    static SignedNote note(Checkpoint checkpoint, NoteSigner... signers) {
        return new SignedNote(
                checkpoint.text(),
                Arrays.stream(signers).map(signer -> signer.sign(checkpoint)).toList());
    }

    static TrustPolicy trusting(NoteSigner... logs) {
        return TrustPolicy.of(Arrays.stream(logs).map(NoteSigner::logKey).toList());
    }

    static List<VerifierKey> keys(NoteSigner... logs) {
        return Arrays.stream(logs).map(NoteSigner::logKey).toList();
    }
}
