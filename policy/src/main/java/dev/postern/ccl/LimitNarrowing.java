package dev.postern.ccl;

import dev.postern.ccl.PatternRegions.Region;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of {@link Narrowing} about limits. */
final class LimitNarrowing {

    private LimitNarrowing() {}

    static List<Violation> violations(List<Statement.Limit> parent, List<Statement.Limit> child, Work work) {
        List<Violation> violations = new ArrayList<>();
        for (Statement.Limit limit : child) {
            @Nullable Violation violation = violation(limit, child, overlapping(limit, parent), work);
            if (violation != null) {
                violations.add(violation);
            }
        }
        return violations;
    }

    private static @Nullable Violation violation(
            Statement.Limit limit, List<Statement.Limit> child, List<Statement.Limit> parent, Work work) {
        if (parent.isEmpty()) {
            return null;
        }
        List<Statement.Limit> rivals = overlapping(limit, child);
        List<List<String>> patterns = new ArrayList<>();
        patterns.add(limit.action().segments());
        rivals.forEach(rival -> patterns.add(rival.action().segments()));
        parent.forEach(other -> patterns.add(other.action().segments()));
        List<Region> regions = PatternRegions.of(patterns, '.', work);
        if (regions == null) {
            return new Violation.Undecided(limit);
        }
        for (Region region : regions) {
            Statement.@Nullable Limit bound = deciding(parent, region, 1 + rivals.size());
            if (limit.equals(deciding(rivals, region, 1)) && bound != null && looser(limit, bound)) {
                return new Violation.Looser(limit, bound, region.example());
            }
        }
        return null;
    }

    private static List<Statement.Limit> overlapping(Statement.Limit limit, List<Statement.Limit> others) {
        return others.stream()
                .filter(other ->
                        Overlap.of(limit.action().segments(), other.action().segments()))
                .toList();
    }

    /** The most specific limit that matches in {@code region}, the first of equals. */
    private static Statement.@Nullable Limit deciding(List<Statement.Limit> limits, Region region, int from) {
        Statement.Limit deciding = null;
        for (int i = 0; i < limits.size(); i++) {
            Statement.Limit limit = limits.get(i);
            boolean beats = deciding == null
                    || limit.action().specificity() > deciding.action().specificity();
            deciding = beats && region.matching().get(from + i) ? limit : deciding;
        }
        return deciding;
    }

    private static boolean looser(Statement.Limit limit, Statement.Limit bound) {
        return limit.count() > bound.count() || limit.periodSeconds() < bound.periodSeconds();
    }
}
