package dev.postern.egress.detect;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Groups of digits and what stands between them, as a number is written: {@code 415-555-2671}, {@code 4111 1111 1111
 * 1111}. Reused for each number, and for each later group of the same one, of which nothing is read twice; not thread-safe.
 */
final class NumberGroups {

    private static final int MOST_GROUPS = 10;
    private static final int LONGEST = 20;
    private static final int MOST_BYTES = 48;
    /** Room for groups that are behind already, so that those that remain are seldom moved. */
    private static final int ROOM = 8 * MOST_GROUPS;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] allDigits = new byte[ROOM * (LONGEST + 1)];
    private final int[] digits = new int[MOST_GROUPS * (LONGEST + 1)];
    private final int[] starts = new int[ROOM];
    private final int[] ends = new int[ROOM];
    /** Where the digits of a group begin among all. */
    private final int[] offsets = new int[ROOM + 1];

    private final char[] separators = new char[ROOM];
    /** Each group as {@link Written#group} has it. */
    private final byte[] written = new byte[ROOM + Long.BYTES];

    private int first;
    private int last;
    private int start;
    /** Whether {@link #digits} has those of this number. */
    private boolean unpacked;
    /** Where the group after the last begins, or -1. */
    private int next;
    /** Whether what was read may go on otherwise. */
    private boolean starved;

    /** Forgets all, for another text. */
    void clear() {
        first = 0;
        last = 0;
    }

    /** Reads the groups that begin at {@code at}; those read already, for an earlier group of the number, stay. */
    void read(Text text, int at) {
        while (first < last && !starved && starts[first] < at) {
            first++;
        }
        if (first == last || starved || starts[first] != at) {
            first = 0;
            last = 0;
            next = at;
        }
        start = at;
        unpacked = false;
        boolean before = text.starved;
        text.starved = false;
        while (last - first < MOST_GROUPS && next >= 0 && next - at < MOST_BYTES) {
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
        return last - first;
    }

    /** All digits of all groups. */
    int total() {
        return offsets[last] - offsets[first];
    }

    /** The digits of all groups, as numbers 0 to 9; valid until the next is read. */
    int[] digits() {
        if (!unpacked) {
            for (int i = 0, n = total(); i < n; i++) {
                digits[i] = allDigits[offsets[first] + i];
            }
            unpacked = true;
        }
        return digits;
    }

    /** One digit of all. */
    int digit(int i) {
        return allDigits[offsets[first] + i];
    }

    int length(int group) {
        return offsets[first + group + 1] - offsets[first + group];
    }

    /** What follows a group: a blank, a mark, {@code )} with what follows it, or 0 behind the last. */
    char separator(int group) {
        return separators[first + group];
    }

    int end(int group) {
        return ends[first + group];
    }

    /** How many digits the groups up to {@code group} have. */
    int digitsTo(int group) {
        return offsets[first + group + 1] - offsets[first];
    }

    /** The number that a group is; of its last nine digits. */
    int value(int group) {
        int to = offsets[first + group + 1];
        int value = 0;
        for (int i = Math.max(offsets[first + group], to - 9); i < to; i++) {
            value = value * 10 + allDigits[i];
        }
        return value;
    }

    /** Where the number ends if its groups, or the first of them, are written so, else -1. */
    int end(Written way) {
        return way.groups() <= count() && way.is((long) LONGS.get(written, first)) ? end(way.groups() - 1) : -1;
    }

    /** How the number begins, for {@link ByShape}. */
    int beginning() {
        return first == last ? 0 : ByShape.beginning(written[first], last - first > 1 ? length(1) : 0);
    }

    /** Reads a group and returns where it ends; -1 if there is none. */
    private int group(Text text, int at) {
        if (last == ROOM) {
            makeRoom();
        }
        int offset = first == last ? 0 : offsets[last];
        int end = digits(text, at, offset);
        int length = end - at;
        if (length == 0 || length > LONGEST || Chars.is(text.at(end), Chars.LETTER | Chars.UNDERSCORE)) {
            if (first < last) {
                mark(last - 1, (char) 0);
            }
            return -1;
        }
        offsets[last] = offset;
        starts[last] = at;
        ends[last] = end;
        offsets[++last] = offset + length;
        mark(last - 1, (char) 0);
        return end;
    }

    /** Copies the digits from {@code at}, one more than a group may have at most, and returns where they end. */
    private int digits(Text text, int at, int offset) {
        int limit = Math.min(text.to, at + LONGEST + 1);
        int end = at;
        while (end < limit && Chars.digit(text.bytes[end])) {
            allDigits[offset + end - at] = (byte) (text.bytes[end] - '0');
            end++;
        }
        text.starved |= text.open && end >= text.to && end - at <= LONGEST;
        return end;
    }

    private void mark(int group, char mark) {
        separators[group] = mark;
        written[group] = Written.group(offsets[group + 1] - offsets[group], mark);
    }

    /** Moves the groups that remain to the front. */
    private void makeRoom() {
        int gone = offsets[first];
        int count = last - first;
        System.arraycopy(allDigits, gone, allDigits, 0, offsets[last] - gone);
        System.arraycopy(starts, first, starts, 0, count);
        System.arraycopy(ends, first, ends, 0, count);
        System.arraycopy(separators, first, separators, 0, count);
        System.arraycopy(written, first, written, 0, count);
        for (int i = 0; i <= count; i++) {
            offsets[i] = offsets[first + i] - gone;
        }
        first = 0;
        last = count;
    }

    /** Where the next group begins, or -1. */
    private int separator(Text text, int at) {
        int c = text.at(at);
        int after = at + 1;
        if (c == ')') {
            after = text.at(after) == ' ' || text.at(after) == '-' ? after + 1 : after;
        } else if (c == ' ' && text.at(after) == '(') {
            after++;
        } else if (c != ' ' && c != '-' && c != '.' && c != '/') {
            return -1;
        }
        if (!Chars.digit(text.at(after))) {
            return -1;
        }
        mark(last - 1, (char) c);
        return after;
    }
}
