package dev.postern.egress.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.postern.egress.FindingType;
import dev.postern.egress.decode.Base64Run;

/** JSON Web Tokens (RFC 7519) in compact form, signed or encrypted; the decoded header must name an algorithm. */
final class JsonWebTokens implements Matcher {

    private static final int PART = 4_096;
    private static final int BASE64URL = Chars.ALNUM | Chars.UNDERSCORE | Chars.DASH;

    static void addTo(Detectors.Builder builder) {
        builder.on(new JsonWebTokens(), "eyJ", "ewo");
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        if (!text.startsWord(start) || !(text.has("eyJ", start) || text.has("ewo", start))) {
            return;
        }
        int header = text.after(end, BASE64URL, PART);
        if (text.at(header) != '.') {
            return;
        }
        int payload = text.after(header + 1, BASE64URL, PART);
        if (text.at(payload) != '.' || !names(text, start, header, "\"alg\"")) {
            return;
        }
        int last = text.after(payload + 1, BASE64URL, PART);
        for (int part = 0; part < 2 && text.at(last) == '.'; part++) {
            last = text.after(last + 1, BASE64URL, PART);
        }
        out.add(FindingType.JWT, "secret.jwt", start, last, 97);
    }

    private static boolean names(Text text, int start, int end, String member) {
        byte[] out = new byte[end - start];
        int length = Base64Run.decode(text.bytes, start, end, out);
        return new String(out, 0, length, ISO_8859_1).contains(member);
    }
}
