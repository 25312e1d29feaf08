package dev.postern.capability;

import dev.postern.crypto.Base64Text;
import dev.postern.policy.Reason;

/**
 * Tokens as one word that fits an HTTP header: {@value #PREFIX} and the URL-safe base64 of {@link TokenBytes}. Every token
 * has exactly one such text.
 */
public final class TokenText {

    /** What tells a token from the other things an {@code authorization} header may bear. */
    public static final String PREFIX = "pt1.";

    /** Characters of the longest text. */
    public static final int MAX_CHARS = PREFIX.length() + (TokenBytes.MAX_BYTES * 4 + 2) / 3;

    private TokenText() {}

    public static boolean isToken(String text) {
        return text.startsWith(PREFIX);
    }

    public static String print(Token token) {
        return PREFIX + Base64Text.printUrl(TokenBytes.print(token));
    }

    public static TokenResult parse(String text) {
        if (text.length() > MAX_CHARS) {
            return new TokenResult.Unreadable(
                    Reason.CAP_TOO_LARGE,
                    "the token has " + text.length() + " characters, expected at most " + MAX_CHARS);
        }
        if (!isToken(text)) {
            return malformed("the token does not start with '" + PREFIX + "'");
        }
        byte[] bytes = Base64Text.parseUrl(text.substring(PREFIX.length()));
        return bytes == null ? malformed("the token is not URL-safe base64 without padding") : TokenBytes.parse(bytes);
    }

    private static TokenResult malformed(String message) {
        return new TokenResult.Unreadable(Reason.CAP_MALFORMED, message);
    }
}
