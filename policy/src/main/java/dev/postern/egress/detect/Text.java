package dev.postern.egress.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/**
 * Bytes as matchers see them: those of {@code [from, to)}, and whether more may come. A matcher that asks for a byte
 * beyond the end of an open text has starved: what it then concludes is not yet certain. Not thread-safe; {@code
 * starved} is reset for each hit.
 */
final class Text {

    /** What stands before the first and after the last byte. */
    static final int NONE = -1;

    /** Runs that are wanted no longer than this are not worth remembering. */
    private static final int SHORT = 64;

    final byte[] bytes;
    final int from;
    final int to;
    final boolean open;
    boolean starved;
    private @Nullable Notes notes;
    /** Up to where armour that began before was looked at. */
    int armoured;
    /** Up to where the word of letters and digits that was looked at last goes. */
    private int wordEnd;

    Text(byte[] bytes, int from, int to, boolean open) {
        this(bytes, from, to, open, null);
    }

    /** One that is looked at with notes used before, of another text. */
    Text(byte[] bytes, int from, int to, boolean open, @Nullable Notes notes) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.open = open;
        this.notes = notes;
        if (notes != null) {
            notes.clear();
        }
    }

    /** The byte at an index, 0 to 255, or {@link #NONE}. */
    int at(int i) {
        if (i < to) {
            return i >= from ? bytes[i] & 0xff : NONE;
        }
        starved |= open;
        return NONE;
    }

    /** Room for the groups of the number looked at. */
    NumberGroups groups() {
        return notes().groups;
    }

    /** Room for the groups of another one beside it. */
    NumberGroups otherGroups() {
        return notes().otherGroups;
    }

    /** Whether an index is in the word that was looked at last. */
    boolean inWord(int i) {
        return i < wordEnd;
    }

    /** A word is looked at now that ends there, or goes on there and is too long. */
    void wordTo(int end) {
        wordEnd = end;
    }

    /** Whether a word of a topic stands shortly before an index. */
    boolean near(int at, Topic topic) {
        return (topics(at) & topic.bit()) != 0;
    }

    /** The topics of all words that stand shortly before an index, as {@link Topic#bit()}. */
    long topics(int at) {
        return notes().context.topics(this, at);
    }

    /** Whether the text has exactly this ASCII at an index. */
    boolean has(String ascii, int i) {
        for (int k = 0; k < ascii.length(); k++) {
            if (at(i + k) != ascii.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    /** The same, {@code ascii} in lower case, letters of either case in the text. */
    boolean hasFolded(String ascii, int i) {
        for (int k = 0; k < ascii.length(); k++) {
            if (Chars.lower(at(i + k)) != ascii.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    /** The first index from {@code i} whose byte is not of the classes, at most {@code i + most}. */
    int after(int i, int classes, int most) {
        int limit = Math.min(to, i + most);
        int end = i;
        while (end < limit && Chars.is(bytes[end] & 0xff, classes)) {
            end++;
        }
        starved |= open && end >= to && end - i < most;
        return end;
    }

    /** The first index from {@code i} whose byte is not in a set, at most {@code i + most}. */
    int after(int i, CharSet set, int most) {
        int limit = Math.min(to, i + most);
        int end = i;
        if (most > SHORT && i < limit) {
            end = notes().runs.end(bytes, i, limit, set);
        } else {
            while (end < limit && set.has(bytes[end])) {
                end++;
            }
        }
        starved |= open && end >= to && end - i < most;
        return end;
    }

    /** The first index of the bytes of the classes that end before {@code i}, at least {@code i - most}. */
    int before(int i, int classes, int most) {
        int limit = Math.max(from, i - most);
        int start = i;
        while (start > limit && Chars.is(bytes[start - 1] & 0xff, classes)) {
            start--;
        }
        return start;
    }

    /**
     * Whether a word may begin at an index: no letter or digit stands before it, or one that ends an escape such as
     * {@code \n}.
     */
    boolean startsWord(int i) {
        int c = at(i - 1);
        return !Chars.alnum(c) || ((c == 'n' || c == 'r' || c == 't') && at(i - 2) == '\\');
    }

    /** Skips spaces and tabs, at most {@code most}. */
    int afterBlanks(int i, int most) {
        int at = i;
        while (at - i < most && (at(at) == ' ' || at(at) == '\t')) {
            at++;
        }
        return at;
    }

    /** A part as characters, one for each byte. */
    String slice(int start, int end) {
        int a = Math.max(start, from);
        int b = Math.min(end, to);
        return a >= b ? "" : new String(bytes, a, b - a, ISO_8859_1);
    }

    private Notes notes() {
        notes = notes == null ? new Notes() : notes;
        return notes;
    }
}
