package dev.postern.capability;

import dev.postern.crypto.Hex;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Acts of revoking as one line of text each: {@code token NAME}, {@code key NAME}, {@code subject NAME UNTIL} or
 * {@code all UNTIL}, where a name is 32 lower-case hexadecimal digits and a time is in seconds since the epoch. It names
 * nobody to whoever does not know the names already.
 */
public final class RevocationText {

    /** Characters of the longest line. */
    public static final int MAX_CHARS = 64;

    private static final Pattern FORM = Pattern.compile(
            "(?:(token|key) ([0-9a-f]{32})|subject ([0-9a-f]{32}) (0|[1-9][0-9]{0,11})|all (0|[1-9][0-9]{0,11}))");

    private RevocationText() {}

    public static String print(Revocation act) {
        if (act instanceof Revocation.OfToken token) {
            return "token " + hex(token.name());
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
        if (parts.group(1) != null) {
            RevocationName name = name(parts.group(2));
            return parts.group(1).equals("token") ? new Revocation.OfToken(name) : new Revocation.OfKey(name);
        }
        return parts.group(3) != null
                ? new Revocation.OfSubject(name(parts.group(3)), Long.parseLong(parts.group(4)))
                : new Revocation.OfAll(Long.parseLong(parts.group(5)));
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
