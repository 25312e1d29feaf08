package dev.postern.egress.detect;

import dev.postern.egress.FindingType;

/**
 * Private keys in armour: PEM, OpenSSH, PGP, SSH2 and PuTTY. The span is the whole block, at most {@link #MOST} bytes; a
 * header alone, as programs have it that look for one, is no key, nor is one inside a block.
 */
final class PrivateKeys implements Matcher {

    private static final int MOST = 16 << 10;
    private static final int MIN_BODY = 12;
    private static final String DETECTOR = "secret.private-key";

    static void addTo(Detectors.Builder builder) {
        builder.on(new PrivateKeys(), "-----BEGIN", "---- BEGIN SSH2", "PuTTY-User-Key-File-");
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        if (start < text.armoured) {
            return;
        }
        int body = text.has("PuTTY", start) ? putty(text, end) : armour(text, end);
        if (body < 0) {
            return;
        }
        int last = end(text, start, body);
        if (last > body) {
            out.add(FindingType.PRIVATE_KEY, DETECTOR, start, last, 98);
        }
    }

    /** Where the body begins behind {@code -----BEGIN … PRIVATE KEY …-----}, or -1. */
    private static int armour(Text text, int at) {
        int i = at;
        boolean secret = false;
        while (i - at < 48 && (Chars.is(text.at(i), Chars.ALNUM | Chars.DASH) || text.at(i) == ' ')) {
            if (text.at(i) == '-' && text.at(i + 1) == '-') {
                break;
            }
            secret |= text.has("PRIVATE KEY", i);
            i++;
        }
        if (!secret || text.at(i) != '-') {
            return -1;
        }
        return text.after(i, Chars.DASH, 5);
    }

    private static int putty(Text text, int at) {
        return Chars.digit(text.at(at)) && text.at(at + 1) == ':' ? at + 2 : -1;
    }

    /** Where the block ends: behind its last line, or where no more of it comes; -1 if there is no body. */
    private static int end(Text text, int start, int body) {
        int seen = 0;
        int last = body;
        int i = body;
        while (i - start < MOST) {
            int c = text.at(i);
            if (c == '-' && text.has("-----END", i)) {
                text.armoured = i;
                return seen < MIN_BODY ? -1 : footer(text, i);
            }
            int next = escaped(text, i);
            if (next == i && !bodyByte(c)) {
                break;
            }
            seen += next == i && Chars.is(c, Chars.BASE64) ? 1 : 0;
            last = !Chars.space(c) && c != '\\' ? i + 1 : last;
            i = Math.max(next, i + 1);
        }
        text.armoured = i;
        int c = text.at(last - 1);
        boolean cut = i - start >= MOST;
        return seen >= MIN_BODY && (cut || c == '=' || Chars.is(c, Chars.BASE64)) ? last : -1;
    }

    private static boolean bodyByte(int c) {
        return Chars.is(c, Chars.BASE64 | Chars.SPACE)
                || c == '='
                || c == ':'
                || c == ','
                || c == '.'
                || c == '"'
                || c == '('
                || c == ')'
                || c == '>'
                || c == '@'
                || c == '<';
    }

    /** Behind {@code \n} and the like, when there is one at an index. */
    private static int escaped(Text text, int i) {
        if (text.at(i) != '\\') {
            return i;
        }
        int c = text.at(i + 1);
        return c == 'n' || c == 'r' || c == 't' || c == '\\' || c == '/' ? i + 2 : c == '\n' ? i + 1 : i;
    }

    private static int footer(Text text, int at) {
        int i = at + 5;
        while (i - at < 64 && (Chars.alnum(text.at(i)) || text.at(i) == ' ')) {
            i++;
        }
        return text.after(i, Chars.DASH, 5);
    }
}
