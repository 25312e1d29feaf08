package dev.postern.egress.detect;

/**
 * Groups of digits and what stands between them, as a number is written: {@code 415-555-2671}, {@code 4111 1111 1111
 * 1111}. Reused for each number; not thread-safe.
 */
final class NumberGroups {

    private static final int MOST_GROUPS = 10;
    private static final int LONGEST = 20;
    private static final int MOST_BYTES = 48;

    final int[] digits = new int[MOST_GROUPS * (LONGEST + 1)];
    private final int[] lengths = new int[MOST_GROUPS];
    private final int[] ends = new int[MOST_GROUPS];
    private final char[] separators = new char[MOST_GROUPS];
    private int count;
    private int total;
    private int start;

    /** Reads the groups that begin at {@code at}. */
    void read(Text text, int at) {
        start = at;
        count = 0;
        total = 0;
        int i = at;
        while (count < MOST_GROUPS && i - at < MOST_BYTES) {
            int end = group(text, i);
            if (end < 0) {
                break;
            }
            i = separator(text, end);
            if (i < 0) {
                break;
            }
        }
        if (count > 0) {
            separators[count - 1] = count == MOST_GROUPS || i - at >= MOST_BYTES ? separators[count - 1] : 0;
        }
    }

    int start() {
        return start;
    }

    int count() {
        return count;
    }

    /** All digits of all groups. */
    int total() {
        return total;
    }

    int length(int group) {
        return lengths[group];
    }

    /** What follows a group: a blank, a mark, {@code )} with what follows it, or 0 behind the last. */
    char separator(int group) {
        return separators[group];
    }

    int end(int group) {
        return ends[group];
    }

    /** The digits of the first groups as one number, for groups up to {@code group}. */
    int digitsTo(int group) {
        int sum = 0;
        for (int i = 0; i <= group; i++) {
            sum += lengths[i];
        }
        return sum;
    }

    /** The number that a group is; of its last nine digits. */
    int value(int group) {
        int from = digitsTo(group) - lengths[group];
        int value = 0;
        for (int i = Math.max(from, from + lengths[group] - 9); i < from + lengths[group]; i++) {
            value = value * 10 + digits[i];
        }
        return value;
    }

    /**
     * Whether the number is written so: lengths and marks in turn, {@code ~} for a blank or a dash, the same throughout;
     * {@code a} to {@code j} for lengths of 10 to 19. Returns where it ends, or -1. What follows does not go on with the
     * same mark.
     */
    int shaped(String shape) {
        int last = shape.length() / 2;
        if (last >= count || lengths[0] != length(shape.charAt(0))) {
            return -1;
        }
        char same = separators[0] == ' ' || separators[0] == '-' ? separators[0] : 0;
        for (int i = 0; i < last; i++) {
            char mark = shape.charAt(2 * i + 1);
            if (separators[i] != (mark == '~' ? same : mark) || lengths[i + 1] != length(shape.charAt(2 * i + 2))) {
                return -1;
            }
        }
        char after = separators[last];
        boolean goesOn = after != 0 && after != ' ' && after != ')';
        return goesOn ? -1 : ends[last];
    }

    private static int length(char c) {
        return c <= '9' ? c - '0' : c - 'a' + 10;
    }

    private int group(Text text, int at) {
        int end = text.after(at, Chars.DIGIT, LONGEST + 1);
        int length = end - at;
        if (length == 0 || length > LONGEST || Chars.is(text.at(end), Chars.LETTER | Chars.UNDERSCORE)) {
            return -1;
        }
        for (int i = at; i < end; i++) {
            digits[total++] = text.at(i) - '0';
        }
        lengths[count] = length;
        ends[count] = end;
        separators[count++] = 0;
        return end;
    }

    /** Where the next group begins, or -1. */
    private int separator(Text text, int at) {
        int c = text.at(at);
        int next = at + 1;
        if (c == ')') {
            next = text.at(next) == ' ' || text.at(next) == '-' ? next + 1 : next;
        } else if (c == ' ' && text.at(next) == '(') {
            next++;
        } else if (c != ' ' && c != '-' && c != '.' && c != '/') {
            return -1;
        }
        if (!Chars.digit(text.at(next))) {
            return -1;
        }
        separators[count - 1] = (char) c;
        return next;
    }
}
