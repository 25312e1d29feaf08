package dev.postern.evidence.watch;

import org.jspecify.annotations.Nullable;

/**
 * How many watchers must agree: more than half of those there are, or a number of them.
 *
 * @param needed 0 for a majority
 * @param of watchers there are; 0 when that is not fixed
 */
public record QuorumRule(int needed, int of) {

    public static final QuorumRule MAJORITY = new QuorumRule(0, 0);

    private static final int MOST = 100_000;

    /** The rule that {@code majority} or {@code K/N} is, or null. */
    public static @Nullable QuorumRule parse(String text) {
        if (text.equals("majority")) {
            return MAJORITY;
        }
        int slash = text.indexOf('/');
        int needed = slash < 0 ? 0 : number(text.substring(0, slash));
        int of = slash < 0 ? 0 : number(text.substring(slash + 1));
        return needed >= 1 && needed <= of ? new QuorumRule(needed, of) : null;
    }

    /** How many of {@code watchers} must agree. */
    int required(int watchers) {
        return needed > 0 ? needed : watchers / 2 + 1;
    }

    private static int number(String digits) {
        boolean plain =
                !digits.isEmpty() && digits.length() <= 6 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int value = plain ? Integer.parseInt(digits) : 0;
        return value <= MOST ? value : 0;
    }
}
