package dev.postern.egress.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * A sequence of characters, classes and counts, written as in regular expressions: {@code [A-Za-z0-9]{36}_[0-9a-f]{8}}.
 * Each part takes as much as it can and none is given back, so a match costs one look at each byte; a shape must be
 * written such that no part needs what the part before it takes. Immutable.
 */
final class Shape {

    private static final int MANY = 1 << 12;

    /** One part: the characters allowed, as a set of ASCII, and how many of them. */
    private record Part(long low, long high, int least, int most) {
        boolean allows(int c) {
            return c >= 0 && c < 128 && ((c < 64 ? low >>> c : high >>> (c - 64)) & 1) != 0;
        }
    }

    private final List<Part> parts;

    private Shape(List<Part> parts) {
        this.parts = parts;
    }

    /** Reads a shape; a bug in it is an {@link IllegalArgumentException}. */
    static Shape of(String pattern) {
        return new Shape(new Reader(pattern).parts());
    }

    /** Where the shape ends that begins at {@code at}, or -1; a match is not followed by what could belong to it. */
    int match(Text text, int at) {
        int end = at;
        for (Part part : parts) {
            int start = end;
            while (end - start < part.most && part.allows(text.at(end))) {
                end++;
            }
            if (end - start < part.least) {
                return -1;
            }
        }
        int next = text.at(end);
        return Chars.alnum(next) || (next != '.' && next != '=' && next != '-' && last().allows(next)) ? -1 : end;
    }

    private Part last() {
        return parts.get(parts.size() - 1);
    }

    /** Reads the notation. */
    private static final class Reader {
        private final String pattern;
        private int at;

        Reader(String pattern) {
            this.pattern = pattern;
        }

        List<Part> parts() {
            List<Part> parts = new ArrayList<>();
            while (at < pattern.length()) {
                long[] set = pattern.charAt(at) == '[' ? set() : one(pattern.charAt(at++));
                int least = 1;
                int most = 1;
                if (at < pattern.length() && pattern.charAt(at) == '{') {
                    int close = pattern.indexOf('}', at);
                    String[] counts = pattern.substring(at + 1, close).split(",", -1);
                    least = Integer.parseInt(counts[0]);
                    most = counts.length == 1 ? least : counts[1].isEmpty() ? MANY : Integer.parseInt(counts[1]);
                    at = close + 1;
                }
                parts.add(new Part(set[0], set[1], least, most));
            }
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("an empty shape");
            }
            return List.copyOf(parts);
        }

        private long[] set() {
            long[] set = new long[2];
            int close = pattern.indexOf(']', at);
            for (int i = at + 1; i < close; i++) {
                char first = pattern.charAt(i);
                boolean range = i + 2 < close && pattern.charAt(i + 1) == '-';
                char last = range ? pattern.charAt(i + 2) : first;
                for (int c = first; c <= last; c++) {
                    set[c >> 6] |= 1L << c;
                }
                i += range ? 2 : 0;
            }
            at = close + 1;
            return set;
        }

        private static long[] one(char c) {
            return c < 64 ? new long[] {1L << c, 0} : new long[] {0, 1L << c};
        }
    }
}
