package dev.postern.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a check came to its answer, for people.
 *
 * @param template the answer
 * @param considered rules whose action and resource match, in deciding order; at most 64
 * @param nearestMiss for a denial, the permit rule with the fewest failing parts among at most 64 candidates
 * @param text the story in sentences
 */
public record Explanation(
        Template template,
        List<Considered> considered,
        @Nullable NearestMiss nearestMiss,
        String text) {

    public Explanation {
        considered = List.copyOf(considered);
    }

    /** A rule that was looked at, with the comparisons of its condition that were false. */
    public record Considered(RuleRef rule, boolean matched, List<String> failed) {
        public Considered {
            failed = List.copyOf(failed);
        }
    }

    /** A permit that did not match, with what did not hold. */
    public record NearestMiss(RuleRef rule, List<String> failed) {
        public NearestMiss {
            failed = List.copyOf(failed);
        }
    }
}
