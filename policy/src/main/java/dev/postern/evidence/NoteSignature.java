package dev.postern.evidence;

import dev.postern.crypto.Base64Text;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One signature line of a note: a key's name and the base64 of its 4-byte id and the signature. Any values that fit the
 * form can be held; whether it verifies is for a {@link VerifierKey} to say.
 */
public record NoteSignature(String keyName, String base64) {

    private static final String DASH = "\u2014 ";

    public NoteSignature {
        if (!isValid(keyName, base64)) {
            throw new IllegalArgumentException(
                    "signature by '" + keyName + "', expected a name, an id and a signature");
        }
    }

    /** The signature made by the key of that name and id. */
    static NoteSignature of(String keyName, int keyId, byte[] signature) {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + signature.length)
                .putInt(keyId)
                .put(signature)
                .array();
        return new NoteSignature(keyName, Base64Text.print(bytes));
    }

    /** The signature that a line without its newline is, or null when it is none. */
    static @Nullable NoteSignature parse(String line) {
        if (!line.startsWith(DASH)) {
            return null;
        }
        String[] parts = line.substring(DASH.length()).split(" ", -1);
        return parts.length == 2 && isValid(parts[0], parts[1]) ? new NoteSignature(parts[0], parts[1]) : null;
    }

    /** The id of the key that is said to have signed, which with its name tells it from others. */
    public int keyId() {
        return ByteBuffer.wrap(bytes()).getInt();
    }

    /** What follows the id: a fresh copy of at least one byte. */
    public byte[] signature() {
        byte[] bytes = bytes();
        return Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
    }

    /** The line with its newline. */
    String line() {
        return DASH + keyName + " " + base64 + "\n";
    }

    private static boolean isValid(String keyName, String base64) {
        byte[] bytes = Base64Text.parse(base64);
        return KeyName.isValid(keyName) && bytes != null && bytes.length > Integer.BYTES;
    }

    private byte[] bytes() {
        return Objects.requireNonNull(Base64Text.parse(base64));
    }
}
