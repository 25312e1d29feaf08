package dev.postern.egress;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Puts the tokens of findings in the place of their text. Spans that overlap become one, told by the first; a span never
 * leaves half a UTF-8 character behind.
 */
public final class Redaction {

    private Redaction() {}

    /** The text without what was found in it; findings in text order, spans counted from the start of the text. */
    public static byte[] redact(byte[] text, List<Finding> findings) {
        return redact(text, 0, text.length, 0, findings);
    }

    /**
     * The part {@code [from, to)} of a text without what was found in it.
     *
     * @param offset the position in the content of {@code text[0]}, from which spans are counted
     * @param findings in text order; those outside the part are passed over
     */
    public static byte[] redact(byte[] text, int from, int to, long offset, List<Finding> findings) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        int at = from;
        for (Finding finding : findings) {
            int start = (int) Math.max(from, finding.start() - offset);
            int end = (int) Math.min(to, finding.end() - offset);
            if (start >= to || end <= at) {
                continue;
            }
            if (start >= at) {
                start = characterStart(text, at, start);
                out.write(text, at, start - at);
                out.writeBytes(finding.type().token().getBytes(US_ASCII));
            }
            at = characterEnd(text, end, to);
        }
        out.write(text, at, to - at);
        return out.toByteArray();
    }

    private static int characterStart(byte[] text, int from, int at) {
        int start = at;
        while (start > from && at - start < 3 && start < text.length && continues(text[start])) {
            start--;
        }
        return start;
    }

    private static int characterEnd(byte[] text, int at, int to) {
        int end = at;
        while (end < to && end - at < 3 && continues(text[end])) {
            end++;
        }
        return end;
    }

    private static boolean continues(byte b) {
        return (b & 0xC0) == 0x80;
    }
}
