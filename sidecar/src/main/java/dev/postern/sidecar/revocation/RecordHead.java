package dev.postern.sidecar.revocation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of a file that pruning left, {@code pruned GENERATION BEFORE KEPT}. A file that was never pruned has none,
 * and generation 0.
 *
 * @param generation how often the record was pruned
 * @param before where the last act ended in the file that this one took the place of, in bytes
 * @param kept bytes of the acts in front of those appended since
 */
record RecordHead(long generation, long before, long kept) {

    /** Of the longest line. */
    static final int MAX_CHARS = 64;

    private static final RecordHead NONE = new RecordHead(0, 0, 0);
    private static final String NUMBER = "(0|[1-9][0-9]{0,14})";
    private static final Pattern FORM = Pattern.compile("pruned " + NUMBER + " " + NUMBER + " " + NUMBER + "\n");

    /** The head of a file that begins with {@code text}. */
    static RecordHead of(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.lookingAt()
                ? new RecordHead(
                        Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)))
                : NONE;
    }

    /** The head of the file that takes this one's place. */
    RecordHead next(long before, long kept) {
        return new RecordHead(generation + 1, before, kept);
    }

    String line() {
        return "pruned " + generation + " " + before + " " + kept + "\n";
    }

    /** Where a reader goes on that was at {@code position} in this file, or in one of an earlier generation. */
    long offset(FilePosition position) {
        if (position.generation() == generation) {
            return Math.max(position.offset(), length());
        }
        return position.equals(new FilePosition(generation - 1, before)) ? length() + kept : length();
    }

    private int length() {
        return generation == 0 ? 0 : line().length();
    }
}
