package dev.postern.crypto;

/**
 * UTF-8 that loses nothing: a lone surrogate, which no UTF-8 can hold, is written as the three bytes its number would
 * have. So texts that differ never share their bytes.
 */
public final class Utf8 {

    private Utf8() {}

    public static int length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                length++;
            } else if (c < 0x800) {
                length += 2;
            } else if (isPair(text, i)) {
                length += 4;
                i++;
            } else {
                length += 3;
            }
        }
        return length;
    }

    /** Writes into {@code into} from {@code at} on; returns where it ended. */
    public static int write(String text, byte[] into, int at) {
        int end = at;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                into[end++] = (byte) c;
            } else if (c < 0x800) {
                into[end++] = (byte) (0xc0 | (c >> 6));
                into[end++] = (byte) (0x80 | (c & 0x3f));
            } else if (isPair(text, i)) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                into[end++] = (byte) (0xf0 | (point >> 18));
                into[end++] = (byte) (0x80 | ((point >> 12) & 0x3f));
                into[end++] = (byte) (0x80 | ((point >> 6) & 0x3f));
                into[end++] = (byte) (0x80 | (point & 0x3f));
            } else {
                into[end++] = (byte) (0xe0 | (c >> 12));
                into[end++] = (byte) (0x80 | ((c >> 6) & 0x3f));
                into[end++] = (byte) (0x80 | (c & 0x3f));
            }
        }
        return end;
    }

    /** Reads {@code length} bytes; only what {@link #write} writes is taken. */
    public static String read(byte[] bytes, int offset, int length) throws DamagedException {
        StringBuilder text = new StringBuilder(length);
        int end = offset + length;
        int at = offset;
        while (at < end) {
            int lead = bytes[at] & 0xff;
            int more = lead < 0x80 ? 0 : lead >> 5 == 6 ? 1 : lead >> 4 == 14 ? 2 : lead >> 3 == 30 ? 3 : -1;
            if (more < 0 || at + more >= end) {
                throw new DamagedException("text is not UTF-8 at byte " + at);
            }
            int point = more == 0 ? lead : lead & (0x3f >> more);
            for (int i = 1; i <= more; i++) {
                int next = bytes[at + i] & 0xff;
                if (next >> 6 != 2) {
                    throw new DamagedException("text is not UTF-8 at byte " + (at + i));
                }
                point = (point << 6) | (next & 0x3f);
            }
            if (point > Character.MAX_CODE_POINT) {
                throw new DamagedException("text is not UTF-8 at byte " + at);
            }
            text.appendCodePoint(point);
            at += more + 1;
        }
        String read = text.toString();
        if (length(read) != length) {
            throw new DamagedException("text is not the shortest UTF-8");
        }
        return read;
    }

    private static boolean isPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }
}
