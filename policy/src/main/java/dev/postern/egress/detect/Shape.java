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

    /** One part: the characters allowed, and how many of them. */
    private record Part(CharSet set, int least, int most) {}

    private final Part[] parts;

    private Shape(List<Part> parts) {
        this.parts = parts.toArray(Part[]::new);
    }

    /** Reads a shape; a bug in it is an {@link IllegalArgumentException}. */
    static Shape of(String pattern) {
        return new Shape(new Reader(pattern).parts());
    }

    /** Whether a byte, 0 to 255, may be the first. */
    boolean mayBegin(int c) {
        return parts[0].least == 0 || parts[0].set.has(c);
    }

    /** Where the shape ends that begins at {@code at}, or -1; a match is not followed by what could belong to it. */
    int match(Text text, int at) {
        int end = at;
        for (Part part : parts) {
            int start = end;
            end = text.after(start, part.set, part.most);
            if (end - start < part.least) {
                return -1;
            }
        }
        int next = text.at(end);
        boolean goesOn = next != '.' && next != '=' && next != '-' && parts[parts.length - 1].set.has(next);
        return Chars.alnum(next) || goesOn ? -1 : end;
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
                CharSet set = set();
                int least = 1;
                int most = 1;
                if (at < pattern.length() && pattern.charAt(at) == '{') {
                    int close = pattern.indexOf('}', at);
                    String[] counts = pattern.substring(at + 1, close).split(",", -1);
                    least = Integer.parseInt(counts[0]);
                    most = counts.length == 1 ? least : counts[1].isEmpty() ? MANY : Integer.parseInt(counts[1]);
                    at = close + 1;
                }
                parts.add(new Part(set, least, most));
            }
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("an empty shape");
            }
            return parts;
        }

        private CharSet set() {
            if (pattern.charAt(at) != '[') {
                return CharSet.of(pattern.substring(at, ++at));
            }
            int close = pattern.indexOf(']', at);
            CharSet set = CharSet.of(pattern.substring(at + 1, close));
            at = close + 1;
            return set;
        }
    }
}
