package dev.postern.egress.detect;

/**
 * A way to write a number: lengths of groups and marks in turn, {@code ~} for a blank or a dash, the same throughout;
 * {@code a} to {@code j} for lengths of 10 to 19. What follows does not go on with another mark. It is kept as it is
 * compared: a byte for each group, of its length and the mark behind it. Immutable.
 */
final class Written {

    /** More groups are not told apart. */
    static final int MOST_GROUPS = Long.BYTES;

    private static final int LENGTH_BITS = 5;
    private static final int LENGTH = (1 << LENGTH_BITS) - 1;
    private static final int NO_MARK = 0;
    private static final int BLANK = 1;
    private static final int DASH = 2;
    private static final int CLOSED = 5;
    /** The marks that may stand behind the last group. */
    private static final int LAST = 1 << NO_MARK | 1 << BLANK | 1 << CLOSED;

    private final int groups;
    private final long mask;
    private final long withBlanks;
    private final long withDashes;

    private Written(String shape) {
        groups = shape.length() / 2 + 1;
        if (groups > MOST_GROUPS) {
            throw new IllegalArgumentException("a number of " + groups + " groups, expected at most " + MOST_GROUPS);
        }
        mask = (1L << (Byte.SIZE * (groups - 1) + LENGTH_BITS)) - 1;
        withBlanks = written(shape.replace('~', ' '));
        withDashes = written(shape.replace('~', '-'));
    }

    static Written of(String shape) {
        return new Written(shape);
    }

    /** How many groups it has. */
    int groups() {
        return groups;
    }

    /** Whether the groups of a number, a byte for each, the first lowest, are written so. */
    boolean is(long number) {
        long part = number & mask;
        return (part == withBlanks || part == withDashes)
                && (LAST >>> (int) (number >>> (Byte.SIZE * (groups - 1) + LENGTH_BITS) & 7) & 1) != 0;
    }

    /** Whether a number whose first group and the mark behind it, and whose second group, are such, may be written so. */
    boolean mayBegin(int first, int second) {
        boolean firstFits = groups == 1
                ? length(first) == length((int) withBlanks)
                : first == (byte) withBlanks || first == (byte) withDashes;
        return firstFits && (groups == 1 || second == ((withBlanks >>> Byte.SIZE) & LENGTH));
    }

    /** The byte of a group of a length, at most 31, and the mark behind it, 0 if there is none. */
    static byte group(int length, char mark) {
        int code = switch (mark) {
            case ' ' -> BLANK;
            case '-' -> DASH;
            case '.' -> 3;
            case '/' -> 4;
            case ')' -> CLOSED;
            default -> NO_MARK;
        };
        return (byte) ((code << LENGTH_BITS) | length);
    }

    private static int length(int group) {
        return group & LENGTH;
    }

    private static long written(String shape) {
        long written = 0;
        for (int i = 0; i < shape.length(); i += 2) {
            char c = shape.charAt(i);
            int length = c <= '9' ? c - '0' : c - 'a' + 10;
            char mark = i + 1 < shape.length() ? shape.charAt(i + 1) : 0;
            written |= (group(length, mark) & 0xffL) << (Byte.SIZE * (i / 2));
        }
        return written;
    }
}
