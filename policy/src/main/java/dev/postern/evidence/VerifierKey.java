package dev.postern.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.crypto.Base64Text;
import dev.postern.crypto.NoteText;
import dev.postern.crypto.PublicKey;
import dev.postern.crypto.Sha256;
import dev.postern.crypto.Signature;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A public key under the name that notes call it, as C2SP signed-note writes it: {@code name+id+base64}. Says whether a
 * signature line claims to be this key's, and whether it is.
 */
public record VerifierKey(String name, Kind kind, PublicKey key) {

    /** What a key signs. */
    public enum Kind {
        /** The text of a note. */
        LOG(0x01),
        /** The text of a checkpoint and when it was seen: {@code cosignature/v1} of C2SP tlog-cosignature. */
        WITNESS(0x04);

        /** The byte that tells the kind in a written key and in its id. */
        private final byte type;

        Kind(int type) {
            this.type = (byte) type;
        }

        static @Nullable Kind of(byte type) {
            for (Kind kind : values()) {
                if (kind.type == type) {
                    return kind;
                }
            }
            return null;
        }
    }

    public VerifierKey {
        if (!KeyName.isValid(name)) {
            throw new IllegalArgumentException("key name '" + name + "', expected one without spaces or +");
        }
    }

    /** The key that {@code text} is, or null when it is not exactly one of a kind known here. */
    public static @Nullable VerifierKey parse(String text) {
        String[] parts = text.split("\\+", 3);
        byte[] typed = parts.length == 3 && KeyName.isValid(parts[0]) ? Base64Text.parse(parts[2]) : null;
        if (typed == null || typed.length != 1 + PublicKey.BYTES) {
            return null;
        }
        Kind kind = Kind.of(typed[0]);
        PublicKey raw = PublicKey.of(Arrays.copyOfRange(typed, 1, typed.length));
        if (kind == null || raw == null) {
            return null;
        }
        VerifierKey key = new VerifierKey(parts[0], kind, raw);
        return key.toString().equals(text) ? key : null; // else the id is another's
    }

    /** The keys that stand one a line in {@code text}, or null when a line is none; empty lines are passed over. */
    public static @Nullable List<VerifierKey> parseLines(String text) {
        List<VerifierKey> keys = new ArrayList<>();
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            VerifierKey key = parse(line.strip());
            if (key == null) {
                return null;
            }
            keys.add(key);
        }
        return keys;
    }

    /** What tells this key from others of its name: the first 4 bytes of SHA-256(name ‖ newline ‖ type ‖ key). */
    public int keyId() {
        byte[] hash = new Sha256()
                .update(name.getBytes(UTF_8))
                .update((byte) '\n')
                .update(typed())
                .digest()
                .toByteArray();
        return ByteBuffer.wrap(hash).getInt();
    }

    /** Whether a signature claims to be by this key; it may be by another with the same name and id, or by none. */
    boolean isNamedBy(NoteSignature signature) {
        return signature.keyName().equals(name) && signature.keyId() == keyId();
    }

    /** Whether a note carries a signature that claims to be by this key. */
    boolean isNamedBy(SignedNote note) {
        return note.signatures().stream().anyMatch(this::isNamedBy);
    }

    /** Whether a signature was made with this key over that text. */
    boolean verifies(String text, NoteSignature signature) {
        byte[] bytes = signature.signature();
        if (kind == Kind.LOG) {
            return isSigned(text, bytes);
        }
        return bytes.length > Long.BYTES
                && cosignedAt(signature) >= 0
                && isSigned(cosigned(text, cosignedAt(signature)), Arrays.copyOfRange(bytes, Long.BYTES, bytes.length));
    }

    private boolean isSigned(String text, byte[] bytes) {
        Signature signature = Signature.of(bytes);
        return signature != null && key.verify(NoteText.of(text), signature);
    }

    /** When a witness says it cosigned, in seconds since 1970. */
    static long cosignedAt(NoteSignature signature) {
        return ByteBuffer.wrap(signature.signature()).getLong();
    }

    /** What a witness signs of a checkpoint. */
    static String cosigned(String text, long seconds) {
        return "cosignature/v1\ntime " + seconds + "\n" + text;
    }

    /** {@code name+id+base64}. */
    @Override
    public String toString() {
        return name + "+" + HexFormat.of().toHexDigits(keyId()) + "+" + Base64Text.print(typed());
    }

    private byte[] typed() {
        return ByteBuffer.allocate(1 + PublicKey.BYTES)
                .put(kind.type)
                .put(key.toByteArray())
                .array();
    }
}
