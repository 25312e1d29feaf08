package dev.postern.policy;

import dev.postern.ccl.Severity;
import dev.postern.ccl.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The {@code limit} rules of one tenant, the most specific first, of one action pattern only the first. Immutable and
 * thread-safe.
 */
final class LimitRules {

    private static final long MILLIS = 1000;

    private final String tenant;
    private final SegmentTrie actions;
    private final Limit[] limits;

    private LimitRules(String tenant, SegmentTrie actions, Limit[] limits) {
        this.tenant = tenant;
        this.actions = actions;
        this.limits = limits;
    }

    /** The limits among a tenant's statements, given in bundle order. */
    static LimitRules of(String tenant, List<Located> statements) {
        List<Located> sorted = new ArrayList<>(statements);
        sorted.sort(Comparator.comparing(located -> -located.statement.action().specificity()));
        SegmentTrie.Builder actions = new SegmentTrie.Builder('.');
        List<Limit> limits = new ArrayList<>();
        for (Located located : sorted) {
            Statement.Limit limit = located.statement;
            if (actions.add(limit.action().segments()) == limits.size()) {
                limits.add(new Limit(
                        limit.action().text(),
                        limit.count(),
                        saturated(limit.periodSeconds()),
                        Rule.ref(located.file, limit),
                        limit.severity()));
            }
        }
        return new LimitRules(tenant, actions.build(), limits.toArray(new Limit[0]));
    }

    String tenant() {
        return tenant;
    }

    boolean isEmpty() {
        return limits.length == 0;
    }

    /** Finds the limits that match an action; the numbers in {@code walk} name them, the lowest is the most specific. */
    void match(String action, TrieWalk walk) {
        walk.match(actions, action, 0, action.length());
    }

    Limit limit(int number) {
        return limits[number];
    }

    private static long saturated(long seconds) {
        return seconds > Long.MAX_VALUE / MILLIS ? Long.MAX_VALUE : seconds * MILLIS;
    }

    /** A limit statement and the file it stands in. */
    record Located(String file, Statement.Limit statement) {}

    /**
     * One limit.
     *
     * @param action pattern as written, names its counters
     * @param count checks granted in a window
     * @param periodMillis length of the window
     */
    record Limit(String action, long count, long periodMillis, RuleRef ref, Severity severity) {}
}
