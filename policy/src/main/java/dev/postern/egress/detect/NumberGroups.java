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
    private final int[] starts = new int[MOST_GROUPS];
    private final int[] lengths = new int[MOST_GROUPS];
    private final int[] ends = new int[MOST_GROUPS];
    private final char[] separators = new char[MOST_GROUPS];
    private int count;
    private int total;
    private int start;
    /** Where the group after the last begins, or -1. */
    private int next;
    /** Whether what was read may go on otherwise. */
    private boolean starved;

    /** Reads the groups that begin at {@code at}; those read already, for an earlier group of the number, stay. */
    void read(Text text, int at) {
        while (count > 0 && !starved && starts[0] < at) {
            dropFirst();
        }
        if (count == 0 || starved || starts[0] != at) {
            count = 0;
            total = 0;
            next = at;
        }
        start = at;
        boolean before = text.starved;
        text.starved = false;
        while (count < MOST_GROUPS && next >= 0 && next - at < MOST_BYTES) {
            int end = group(text, next);
            next = end < 0 ? -1 : separator(text, end);
        }
        starved = text.starved;
        text.starved |= before;
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

    /** The length a character of a shape stands for. */
    static int length(char c) {
        return c <= '9' ? c - '0' : c - 'a' + 10;
    }

    private int group(Text text, int at) {
        int end = text.after(at, Chars.DIGIT, LONGEST + 1);
        int length = end - at;
        if (length == 0 || length > LONGEST || Chars.is(text.at(end), Chars.LETTER | Chars.UNDERSCORE)) {
            if (count > 0) {
                separators[count - 1] = 0;
            }
            return -1;
        }
        for (int i = at; i < end; i++) {
            digits[total++] = text.at(i) - '0';
        }
        starts[count] = at;
        lengths[count] = length;
        ends[count] = end;
        separators[count++] = 0;
        return end;
    }

    private void dropFirst() {
        int length = lengths[0];
        count--;
        total -= length;
        System.arraycopy(digits, length, digits, 0, total);
        System.arraycopy(starts, 1, starts, 0, count);
        System.arraycopy(lengths, 1, lengths, 0, count);
        System.arraycopy(ends, 1, ends, 0, count);
        System.arraycopy(separators, 1, separators, 0, count);
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
