package dev.postern.evidence.session;

import dev.postern.evidence.TreeHash;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a bundle, {@code evid:<session>:<root in 64 hexadecimal digits>}. The root is that of the Merkle tree over
 * the artefacts, so nothing else can be kept under the name.
 *
 * @param session 1 to 128 letters, digits, {@code .}, {@code _} and {@code -}
 */
public record BundleName(String session, TreeHash root) {

    private static final String PREFIX = "evid:";
    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    public BundleName {
        if (!isSession(session)) {
            throw new IllegalArgumentException("'" + session + "' cannot name a session");
        }
    }

    /** Whether {@code text} can name a session. */
    public static boolean isSession(String text) {
        return SESSION.matcher(text).matches();
    }

    /** The name that {@code text} is, or null. */
    public static @Nullable BundleName parse(String text) {
        int colon = text.lastIndexOf(':');
        if (!text.startsWith(PREFIX) || colon < PREFIX.length()) {
            return null;
        }
        String session = text.substring(PREFIX.length(), colon);
        TreeHash root = TreeHash.fromHex(text.substring(colon + 1));
        return root != null && isSession(session) ? new BundleName(session, root) : null;
    }

    @Override
    public String toString() {
        return PREFIX + session + ":" + root.hex();
    }
}
