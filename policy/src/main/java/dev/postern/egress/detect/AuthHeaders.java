package dev.postern.egress.detect;

import dev.postern.egress.FindingType;
import dev.postern.egress.decode.Base64Run;
import java.util.Arrays;

/** Credentials behind the name of an HTTP authentication scheme: {@code Basic} (RFC 7617) and {@code Bearer} (RFC 6750). */
final class AuthHeaders implements Matcher {

    private static final int MOST = 1_024;
    private static final Shape TOKEN = Shape.of("[A-Za-z0-9._~+/-]{16,1024}={0,2}");

    static void addTo(Detectors.Builder builder) {
        AuthHeaders headers = new AuthHeaders();
        builder.on(headers, "basic ", "bearer ", "token ", "apikey ", "api-key ", "ssws ", "genie");
        builder.on(headers, "authorization:", "authorization\":", "authorization':");
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        if (!text.startsWord(start)) {
            return;
        }
        if (text.hasFolded("authorization", start)) {
            int value = text.afterBlanks(end, 4);
            bearer(text, value + Quotes.opening(text, value), out);
        } else if (text.hasFolded("basic", start)) {
            basic(text, end, out);
        } else if (text.hasFolded("bearer", start) || text.near(start, Topic.AUTHORIZATION)) {
            bearer(text, end, out);
        }
    }

    @Override
    public Neighbours neighbours(String literal) {
        return Neighbours.ofWord(c -> TOKEN.mayBegin(c) || Chars.is(c, Chars.BASE64));
    }

    private static void basic(Text text, int start, Sink out) {
        int last = text.after(start, Chars.BASE64, MOST);
        if (last - start < 8) {
            return;
        }
        if (login(text, start, last)) {
            out.add(FindingType.PASSWORD, "secret.basic-auth", start, text.after(last, 0, 0) + padding(text, last), 92);
        }
    }

    /** Whether the base64 {@code [start, end)} is a user and a password with a colon between. */
    static boolean login(Text text, int start, int end) {
        byte[] bytes = new byte[end - start];
        int length = Base64Run.decode(text.bytes, start, end, bytes);
        int colon = -1;
        for (int i = 0; i < length; i++) {
            if (bytes[i] < ' ' || bytes[i] > '~') {
                return false;
            }
            colon = colon < 0 && bytes[i] == ':' ? i : colon;
        }
        return colon > 0 && colon < length - 1 && !Placeholders.is(Arrays.copyOfRange(bytes, colon + 1, length));
    }

    private static int padding(Text text, int at) {
        return text.at(at) != '=' ? 0 : text.at(at + 1) == '=' ? 2 : 1;
    }

    private static void bearer(Text text, int start, Sink out) {
        int last = TOKEN.match(text, start);
        if (last >= 0
                && Randomness.machineMade(text, start, last, 16)
                && !Placeholders.is(text, start, last)
                && !Randomness.name(text, start, last)) {
            out.add(FindingType.API_KEY, "secret.bearer-token", start, last, 85);
        }
    }
}
