package dev.postern.egress.detect;

import dev.postern.egress.decode.EscapedText;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds parts of a text written with escapes and scans them without. A part reaches from the word with the first escape to
 * the end of a line, over lines that are shorter than what is scanned with it; in a long line parts overlap. Not
 * thread-safe.
 */
final class Escapes {

    private static final int MOST = 1 << 10;
    private static final int OVERLAP = 128;
    /** Plain text before a part that is scanned with it: the words that tell what a number is. */
    private static final int CONTEXT = 64;

    private final Pass pass;
    private int done;

    Escapes(Pass pass) {
        this.pass = pass;
    }

    /** What the escapes worth opening begin with, folded: those of bytes, and of a solidus. */
    static List<String> literals() {
        String digits = "0abcdef";
        List<String> literals = new ArrayList<>(List.of("\\u00", "\\/"));
        for (int i = 0; i < digits.length(); i++) {
            literals.add("\\x" + digits.charAt(i));
            for (int k = 0; k < digits.length(); k++) {
                literals.add("%" + digits.charAt(i) + digits.charAt(k));
            }
        }
        return literals;
    }

    void begin(int start) {
        done = start;
    }

    /** Opens the part around the escape at {@code at}, unless it belongs to one opened already. */
    void match(Text text, int at) {
        if (at < done) {
            return;
        }
        int from = at;
        while (from > done && at - from < OVERLAP && !Chars.space(text.at(from - 1)) && text.at(from - 1) >= 0) {
            from--;
        }
        pass.sink().from(from);
        int line = at;
        int end = lineEnd(text, line);
        while (end - at < CONTEXT && text.at(end) == '\n') {
            line = end;
            end = lineEnd(text, line);
        }
        if (text.starved) {
            // Held back as a whole: no other escape of it need be looked at now.
            done = text.to;
            return;
        }
        done = end - line == MOST ? end - OVERLAP : end;
        pass.region(from, done);
        pass.descend(EscapedText.decode(text.bytes, Math.max(text.from, from - CONTEXT), end), from);
    }

    /** Where the line ends that goes on behind an index, or so much of it as one part may have. */
    private static int lineEnd(Text text, int at) {
        int limit = Math.min(text.to, at + MOST);
        int end = at + 1;
        while (end < limit && text.bytes[end] != '\n') {
            end++;
        }
        text.starved |= text.open && end >= text.to && end - at < MOST;
        return end;
    }
}
