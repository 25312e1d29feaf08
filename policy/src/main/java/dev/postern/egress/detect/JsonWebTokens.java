package dev.postern.egress.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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
        if (text.at(payload) != '.' || !names(text, start, Math.min(header, start + NAMED), "\"alg\"")) {
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

    private static boolean names(Text text, int start, int end, String member) {
        byte[] out = new byte[end - start];
        int length = Base64Run.decode(text.bytes, start, end, out);
        return new String(out, 0, length, ISO_8859_1).contains(member);
    }
}
