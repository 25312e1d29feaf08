package dev.postern.egress.detect;

import dev.postern.egress.FindingType;
import dev.postern.egress.decode.Base64Run;

/** JSON Web Tokens (RFC 7519) in compact form, signed or encrypted; the decoded header must name an algorithm. */
final class JsonWebTokens implements Matcher {

    private static final int PART = 4_096;
    private static final int BASE64URL = Chars.ALNUM | Chars.UNDERSCORE | Chars.DASH;
    private static final CharSet RUN = CharSet.of("A-Za-z0-9_-");
    /** Behind so many characters a token would not begin any more. */
    private static final int BEHIND = 32;
    /** In so much of a header the algorithm is named. */
    private static final int NAMED = 1_024;

    /** {@code "alg"}, quotes included. */
    private static final long MEMBER = 0x22616c6722L;

    private static final long MEMBER_MASK = (1L << 40) - 1;

    static void addTo(Detectors.Builder builder) {
        builder.on(new JsonWebTokens(), "eyJ", "ewo");
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        if (!text.startsWord(start) || !(text.has("eyJ", start) || text.has("ewo", start))) {
            return;
        }
        if (start - text.before(start, BASE64URL, BEHIND) == BEHIND) {
            return;
        }
        int header = text.after(end, RUN, PART);
        if (text.at(header) != '.') {
            return;
        }
        int payload = text.after(header + 1, RUN, PART);
        if (text.at(payload) != '.'
                || !(text.has("eyJ", header + 1) || namesAlgorithm(text, start, Math.min(header, start + NAMED)))) {
            return;
        }
        int last = text.after(payload + 1, RUN, PART);
        for (int part = 0; part < 2 && text.at(last) == '.'; part++) {
            last = text.after(last + 1, RUN, PART);
        }
        out.add(FindingType.JWT, "secret.jwt", start, last, 97);
    }

    @Override
    public Neighbours neighbours(String literal) {
        return Neighbours.ofWord(c -> RUN.has(c) || c == '.');
    }

    /** Whether the characters {@code [start, end)} of a run decode to what has the member's name in it. */
    private static boolean namesAlgorithm(Text text, int start, int end) {
        long window = 0;
        int spare = 0;
        for (int i = start; i < end; i++) {
            window = window << 6 | Base64Run.value(text.bytes[i]);
            spare = (spare + 6) & 7;
            if (((window >>> spare) & MEMBER_MASK) == MEMBER) {
                return true;
            }
        }
        return false;
    }
}
