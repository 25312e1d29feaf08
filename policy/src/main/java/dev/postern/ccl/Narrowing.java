package dev.postern.ccl;

import dev.postern.ccl.PatternRegions.Region;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides whether a delegated document only narrows the one it was delegated from.
 *
 * <p><b>Access.</b> No violation means: every check that the child alone permits, the parent alone permits too, whatever
 * the attributes are; so nothing the parent denies is allowed by the child. Whole documents are compared by their
 * decisions: specificity, denies that the child repeats, and permits of the parent that cover the child's only together
 * all count. Patterns are compared exactly, as regular languages over segments ({@link PatternRegions}). Conditions are
 * compared as propositions over comparisons that are taken as independent ({@link Contest}); so a violation may be
 * reported where only the meaning of the comparisons excludes it ({@code n < 5} implies {@code n < 10}), and the
 * comparison never errs the other way. A parent without permits permits nothing.
 *
 * <p><b>Limits.</b> For every action that a limit of the child and one of the parent decide, the child's count must not
 * be higher nor its period shorter. Where the child sets no limit it inherits the parent's, which a chain counts anyway.
 *
 * <p>Obligations are not compared: a chain reports those of all its documents. For each permit a kind of violation is
 * reported once with each rule of the parent that it meets. Work is bounded; what would exceed the bound is reported as
 * {@link Violation.Undecided}.
 */
public final class Narrowing {

    private static final long MAX_WORK = 20_000_000;

    private final List<Statement.Access> parentRules;
    private final List<Statement.Access> childRules;
    private final Work work;
    private final List<Violation> violations = new ArrayList<>();

    private Narrowing(Document parent, Document child, long maxWork) {
        this.work = new Work(maxWork);
        this.parentRules = of(Statement.Access.class, parent);
        this.childRules = of(Statement.Access.class, child);
    }

    /** In the order of the child's statements; empty when {@code child} narrows {@code parent}. */
    public static List<Violation> violations(Document parent, Document child) {
        return violations(parent, child, MAX_WORK);
    }

    /**
     * As above, for documents of strangers.
     *
     * @param maxWork steps before what is left counts as undecided; a million take some tens of milliseconds
     */
    public static List<Violation> violations(Document parent, Document child, long maxWork) {
        Narrowing narrowing = new Narrowing(parent, child, maxWork);
        for (Statement.Access rule : narrowing.childRules) {
            if (rule.effect() == Effect.PERMIT) {
                narrowing.compare(rule);
            }
        }
        List<Violation> all = new ArrayList<>(narrowing.violations);
        all.addAll(LimitNarrowing.violations(
                of(Statement.Limit.class, parent), of(Statement.Limit.class, child), narrowing.work));
        return List.copyOf(all);
    }

    private static <S extends Statement> List<S> of(Class<S> kind, Document document) {
        return document.statements().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private void compare(Statement.Access permit) {
        List<Statement.Access> child = overlapping(permit, childRules);
        List<Statement.Access> parent = overlapping(permit, parentRules);
        List<Statement.Access> rules = new ArrayList<>();
        rules.add(permit);
        rules.addAll(child);
        rules.addAll(parent);
        List<Region> actions = PatternRegions.of(
                rules.stream().map(rule -> rule.action().segments()).toList(), '.', work);
        List<Region> resources = PatternRegions.of(
                rules.stream().map(rule -> rule.resource().segments()).toList(), '/', work);
        if (actions == null || resources == null || !decided(permit, child, parent, actions, resources)) {
            violations.add(new Violation.Undecided(permit));
        }
    }

    /** The rules that match some check that {@code permit} matches. */
    private static List<Statement.Access> overlapping(Statement.Access permit, List<Statement.Access> rules) {
        return rules.stream()
                .filter(rule -> Overlap.of(
                                permit.action().segments(), rule.action().segments())
                        && Overlap.of(
                                permit.resource().segments(), rule.resource().segments()))
                .toList();
    }

    /** Whether every pair of regions could be settled. The regions number rules from 1: first the child's. */
    private boolean decided(
            Statement.Access permit,
            List<Statement.Access> child,
            List<Statement.Access> parent,
            List<Region> actions,
            List<Region> resources) {
        Set<BitSet> settled = new HashSet<>();
        for (Region action : actions) {
            for (Region resource : resources) {
                BitSet matching = (BitSet) action.matching().clone();
                matching.and(resource.matching());
                if (!work.spend(1)) {
                    return false;
                }
                if (!settled.add(matching)) {
                    continue;
                }
                Contest contest = new Contest(
                        permit, chosen(child, matching, 1), chosen(parent, matching, 1 + child.size()), work);
                Contest.Escape escape = contest.search();
                if (escape != null) {
                    report(permit, escape, new Violation.Example(action.example(), resource.example()));
                } else if (contest.exhausted()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<Statement.Access> chosen(List<Statement.Access> rules, BitSet matching, int from) {
        List<Statement.Access> chosen = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            if (matching.get(from + i)) {
                chosen.add(rules.get(i));
            }
        }
        return chosen;
    }

    private void report(Statement.Access permit, Contest.Escape escape, Violation.Example example) {
        Statement.Access deny = escape.deny();
        if (deny != null && violations.stream().noneMatch(known -> isDenied(known, permit, deny))) {
            violations.add(new Violation.Denied(permit, deny, example));
        }
        if (!escape.permitted() && violations.stream().noneMatch(known -> isBroader(known, permit))) {
            violations.add(new Violation.Broader(permit, example));
        }
    }

    private static boolean isDenied(Violation known, Statement.Access permit, Statement.Access deny) {
        return known instanceof Violation.Denied denied
                && denied.child().equals(permit)
                && denied.parent().equals(deny);
    }

    private static boolean isBroader(Violation known, Statement.Access permit) {
        return known instanceof Violation.Broader broader && broader.child().equals(permit);
    }
}
