package dev.postern.ccl;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How large a regular expression is once its counted repetitions are written out: what {@code ((a{1000}){1000}){1000}}
 * costs to compile is a billion atoms. An upper bound, found in one pass; says nothing about whether the expression is
 * well-formed.
 */
final class PatternSize {

    private static final long HUGE = 1L << 40;

    private final String pattern;
    private final Deque<Long> enclosing = new ArrayDeque<>();
    private int position;
    private long group;
    private long atom;

    private PatternSize(String pattern) {
        this.pattern = pattern;
    }

    /** Atoms, at most 2^40. */
    static long of(String pattern) {
        return new PatternSize(pattern).size();
    }

    private long size() {
        while (position < pattern.length()) {
            step(pattern.charAt(position));
        }
        long total = group;
        for (long outer : enclosing) {
            total = Math.min(HUGE, total + outer);
        }
        return total;
    }

    private void step(char c) {
        switch (c) {
            case '(' -> {
                enclosing.push(group);
                group = 0;
                atom = 0;
                position++;
            }
            case ')' -> {
                long inner = Math.max(1, group);
                group = enclosing.isEmpty() ? 0 : enclosing.pop();
                position++;
                add(inner);
            }
            case '[' -> {
                position = behindClass();
                add(1);
            }
            case '\\' -> escape();
            case '{' -> repetition();
            default -> {
                position++;
                add(1);
            }
        }
    }

    private void add(long size) {
        atom = size;
        group = Math.min(HUGE, group + size);
    }

    private int behindClass() {
        int at = position + 1;
        at += pattern.startsWith("^", at) ? 1 : 0;
        at += pattern.startsWith("]", at) ? 1 : 0;
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            int named = pattern.startsWith("[:", at) ? pattern.indexOf(":]", at + 2) : -1;
            at = named >= 0 ? named + 2 : at + (pattern.charAt(at) == '\\' ? 2 : 1);
        }
        return Math.min(pattern.length(), at + 1);
    }

    private void escape() {
        if (pattern.startsWith("\\Q", position)) {
            int end = pattern.indexOf("\\E", position);
            add(1L + pattern.length() - position);
            position = end < 0 ? pattern.length() : end + 2;
            return;
        }
        int close = pattern.startsWith("\\x{", position) ? pattern.indexOf('}', position) : -1;
        position = close < 0 ? position + 2 : close + 1;
        add(1);
    }

    /** A brace that holds no count is an ordinary character. */
    private void repetition() {
        int at = position + 1;
        long count = 0;
        long most = 0;
        while (at < pattern.length() && (Character.isDigit(pattern.charAt(at)) || pattern.charAt(at) == ',')) {
            char c = pattern.charAt(at++);
            count = c == ',' ? 0 : Math.min(HUGE, count * 10 + c - '0');
            most = Math.max(most, count);
        }
        if (at == position + 1 || !pattern.startsWith("}", at)) {
            position++;
            add(1);
            return;
        }
        long repeated = Math.min(HUGE, atom * Math.max(1, most));
        group = Math.min(HUGE, group - atom + repeated);
        atom = repeated;
        position = at + 1;
    }
}
