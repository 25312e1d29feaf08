package dev.postern.capability;

import dev.postern.crypto.Hex;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Acts of revoking as one line of text each: {@code token NAME EXPIRES_AT}, or {@code token NAME} for good,
 * {@code key NAME}, {@code subject NAME UNTIL} or {@code all UNTIL}, where a name is 32 lower-case hexadecimal digits and
 * a time is in seconds since the epoch. It names nobody to whoever does not know the names already.
 */
public final class RevocationText {

    /** Characters of the longest line. */
    public static final int MAX_CHARS = 64;

    private static final Pattern FORM =
            Pattern.compile("(token|key|subject|all)(?: ([0-9a-f]{32}))?(?: (0|[1-9][0-9]{0,11}))?");

    private RevocationText() {}

    public static String print(Revocation act) {
        if (act instanceof Revocation.OfToken token) {
            String line = "token " + hex(token.name());
            return token.expiresAt() == Revocation.NEVER ? line : line + " " + token.expiresAt();
        }
        if (act instanceof Revocation.OfKey key) {
            return "key " + hex(key.name());
        }
        if (act instanceof Revocation.OfSubject subject) {
            return "subject " + hex(subject.name()) + " " + subject.until();
        }
        return "all " + ((Revocation.OfAll) act).until();
    }

    /** The act that {@code line} is, or {@code null} when it is none. */
    public static @Nullable Revocation parse(String line) {
        Matcher parts = FORM.matcher(line.length() > MAX_CHARS ? "" : line);
        if (!parts.matches()) {
            return null;
        }
        RevocationName name = parts.group(2) == null ? null : name(parts.group(2));
        Long time = parts.group(3) == null ? null : Long.valueOf(parts.group(3));
        return switch (parts.group(1)) {
            case "token" -> name == null ? null : new Revocation.OfToken(name, time == null ? Revocation.NEVER : time);
            case "key" -> name == null || time != null ? null : new Revocation.OfKey(name);
            case "subject" -> name == null || time == null ? null : new Revocation.OfSubject(name, time);
            default -> name != null || time == null ? null : new Revocation.OfAll(time);
        };
    }

    private static String hex(RevocationName name) {
        return Hex.print(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(name.high())
                .putLong(name.low())
                .array());
    }

    private static RevocationName name(String hex) {
        byte[] bytes = Hex.parse(hex, 2 * Long.BYTES);
        if (bytes == null) {
            throw new IllegalArgumentException("no name: " + hex);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return RevocationName.of(in.getLong(), in.getLong());
    }
}
