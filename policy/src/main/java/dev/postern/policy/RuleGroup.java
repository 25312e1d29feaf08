package dev.postern.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules that share action and resource pattern. A large group is split by the value of one field, so that of many rules
 * that each want another value only those are examined that want the check's.
 * Immutable and thread-safe.
 */
final class RuleGroup {

    private final int[] rules;
    private final @Nullable Split split;

    /** A group of {@code rules}, ascending; without {@code split} all of them are examined. */
    RuleGroup(int[] rules, @Nullable Split split) {
        this.rules = rules;
        this.split = split;
    }

    int[] rules() {
        return rules;
    }

    @Nullable
    Split split() {
        return split;
    }

    /**
     * Which rules can match for which value.
     *
     * @param slot the field
     * @param look what a rule wants of it: to be one of its texts or, if a list, to hold one
     * @param byText rules that want that text
     * @param rest rules that do not care
     */
    record Split(int slot, Atom.Look look, Map<String, RuleGroup> byText, RuleGroup rest) {}
}
