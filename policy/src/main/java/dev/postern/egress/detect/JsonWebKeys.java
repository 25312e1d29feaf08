package dev.postern.egress.detect;

import dev.postern.egress.FindingType;

/**
 * Private keys as JSON Web Keys have them (RFC 7517): the member {@code d}, of which RFC 7518 says that it is never public.
 * Another member of such a key stands near it, before or behind.
 */
final class JsonWebKeys implements Matcher {

    /** The keys of RSA with 8192 bits have so many characters. */
    private static final int MOST = 1_400;

    /** A number of 256 bits has so many characters. */
    private static final int FEWEST = 42;

    private static final int BLANKS = 8;
    private static final int BEFORE = 480;
    private static final int BEHIND = 160;
    private static final CharSet BASE64URL = CharSet.of("A-Za-z0-9_-");
    private static final String[] MEMBERS = {"\"kty\"", "\"crv\"", "\"AQAB\""};

    static void addTo(Detectors.Builder builder) {
        builder.on(new JsonWebKeys(), "\"d\"");
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        int colon = text.afterBlanks(end, BLANKS);
        int quote = text.afterBlanks(colon + 1, BLANKS);
        if (text.at(colon) != ':' || text.at(quote) != '"') {
            return;
        }
        int last = text.after(quote + 1, BASE64URL, MOST);
        if (last - quote <= FEWEST || text.at(last) != '"') {
            return;
        }
        if (member(text, Math.max(text.from, start - BEFORE), start) || member(text, last, last + BEHIND)) {
            out.add(FindingType.PRIVATE_KEY, "secret.json-web-key", quote + 1, last, 97);
        }
    }

    @Override
    public Neighbours neighbours(String literal) {
        return Neighbours.of(c -> !Chars.alnum(c), c -> c == ':' || Chars.space(c));
    }

    private static boolean member(Text text, int from, int to) {
        for (int i = from; i < to && text.at(i) >= 0; i++) {
            if (text.at(i) == '"') {
                for (String member : MEMBERS) {
                    if (text.has(member, i)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
