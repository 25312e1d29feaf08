package dev.postern.evidence;

import dev.postern.crypto.NoteText;
import dev.postern.crypto.SigningKey;
import java.nio.ByteBuffer;

/** A log or a witness that signs under a name. A log signs with the name of its origin. As safe for threads as its key. */
public final class NoteSigner {

    private final String name;
    private final SigningKey key;

    public NoteSigner(String name, SigningKey key) {
        this.name = name;
        this.key = key;
    }

    /** What others need to verify what {@link #sign} makes. */
    public VerifierKey logKey() {
        return new VerifierKey(name, VerifierKey.Kind.LOG, key.publicKey());
    }

    /** What others need to verify what {@link #cosign} makes. */
    public VerifierKey witnessKey() {
        return new VerifierKey(name, VerifierKey.Kind.WITNESS, key.publicKey());
    }

    /** A log's signature under its checkpoint. */
    public NoteSignature sign(Checkpoint checkpoint) {
        return NoteSignature.of(
                name, logKey().keyId(), key.sign(NoteText.of(checkpoint.text())).toByteArray());
    }

    /** A witness's signature: this was the largest tree of that log it had seen at that second since 1970. */
    public NoteSignature cosign(Checkpoint checkpoint, long seconds) {
        byte[] signature = key.sign(NoteText.of(VerifierKey.cosigned(checkpoint.text(), seconds)))
                .toByteArray();
        byte[] timed = ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(seconds)
                .put(signature)
                .array();
        return NoteSignature.of(name, witnessKey().keyId(), timed);
    }
}
