package dev.postern.egress.detect;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * About how many instructions an RE2 pattern compiles to, told without compiling it: repetitions multiply what they
 * repeat. Never less than it is for a pattern that compiles.
 */
final class PatternCost {

    /** No pattern is told as more. */
    private static final long MOST = 1L << 40;

    private final String pattern;
    /** What came before the open groups, and of the innermost what came so far. */
    private final Deque<Long> sums = new ArrayDeque<>();
    /** The last part of what came so far, which a repetition repeats. */
    private long last;

    private int at;

    private PatternCost(String pattern) {
        this.pattern = pattern;
    }

    static long of(String pattern) {
        return new PatternCost(pattern).sum();
    }

    private long sum() {
        sums.push(0L);
        while (at < pattern.length()) {
            part(pattern.charAt(at++));
        }
        long total = last;
        for (long sum : sums) {
            total += sum;
        }
        return Math.min(MOST, total);
    }

    private void part(char c) {
        switch (c) {
            case '(' -> {
                next(0);
                sums.push(0L);
            }
            case ')' -> close();
            case '[' -> {
                next(2);
                skipClass();
            }
            case '\\' -> {
                next(2);
                at = pattern.startsWith("Q", at) ? quoted() : at + 1;
            }
            case '*', '+', '?' -> last = Math.min(MOST, 2 * last + 2);
            case '{' -> repeat();
            default -> next(1);
        }
    }

    private void next(long cost) {
        sums.push(Math.min(MOST, sums.pop() + last));
        last = cost;
    }

    private void close() {
        long inside = Math.min(MOST, sums.pop() + last + 3);
        if (sums.isEmpty()) {
            sums.push(0L);
        }
        last = inside;
    }

    /** Of a class every member may be a range of its own. */
    private void skipClass() {
        int from = at;
        at += pattern.startsWith("^", at) ? 1 : 0;
        at += pattern.startsWith("]", at) ? 1 : 0;
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            at += pattern.charAt(at) == '\\' ? 2 : 1;
        }
        last += at - from;
        at++;
    }

    private int quoted() {
        int end = pattern.indexOf("\\E", at);
        int stop = end < 0 ? pattern.length() : end;
        last += stop - at;
        return end < 0 ? stop : end + 2;
    }

    private void repeat() {
        int close = pattern.indexOf('}', at);
        String counts = close < 0 ? "" : pattern.substring(at, close);
        if (!counts.matches("[0-9]{1,6}(,[0-9]{0,6})?")) {
            next(1);
            return;
        }
        int comma = counts.indexOf(',');
        int least = Integer.parseInt(comma < 0 ? counts : counts.substring(0, comma));
        int most =
                comma < 0 || comma == counts.length() - 1 ? least + 1 : Integer.parseInt(counts.substring(comma + 1));
        last = Math.min(MOST, (last + 1) * Math.max(1, Math.max(least, most)));
        at = close + 1;
    }
}
