package dev.postern.policy;

import dev.postern.ccl.Effect;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the permit that came nearest to allowing a denied check: of the permits that would have outranked the
 * denial, the one with the fewest failing parts, the first in deciding order among equals. At most 64 are looked at,
 * those with matching patterns first. Used once.
 */
final class NearestPermit {

    private static final int MOST = 64;

    private final TenantRules rules;
    private final Check check;
    private final Matching matching;
    private final Set<Integer> candidates = new LinkedHashSet<>();
    private final int end;

    /** {@code matching} has just matched the check against {@code rules}. */
    NearestPermit(TenantRules rules, Check check, Matching matching) {
        this.rules = rules;
        this.check = check;
        this.matching = matching;
        int decider = matching.decider(rules);
        boolean outranked = decider != Matching.NONE && rules.rule(decider).effect() == Effect.DENY;
        end = outranked ? decider : rules.access();
    }

    /** The nearest miss, or {@code null} when no permit could have been one. */
    Explanation.@Nullable NearestMiss find() {
        gather();
        Rule nearest = null;
        List<String> fewest = List.of();
        for (int number : candidates) {
            List<String> failed = failed(rules.rule(number));
            if (!failed.isEmpty() && (nearest == null || failed.size() < fewest.size())) {
                nearest = rules.rule(number);
                fewest = failed;
            }
        }
        return nearest == null ? null : new Explanation.NearestMiss(nearest.ref(), fewest);
    }

    private void gather() {
        CellTable table = rules.cells();
        MetCells met = matching.met();
        for (int i = 0; i < met.count(); i++) {
            offer(table, met.get(i));
        }
        TrieWalk actions = met.actions();
        for (int i = 0; i < actions.count(); i++) {
            offer(table, table.ofAction(actions.get(i)));
        }
        TrieWalk resources = met.resources();
        for (int i = 0; i < resources.count(); i++) {
            offer(table, table.ofResource(resources.get(i)));
        }
        for (int rule = 0; rule < end && candidates.size() < MOST; rule++) {
            offer(rule);
        }
    }

    private void offer(CellTable table, int... cells) {
        for (int cell : cells) {
            for (int rule : table.cell(cell).rules().rules()) {
                if (candidates.size() == MOST) {
                    return;
                }
                offer(rule);
            }
        }
    }

    private void offer(int rule) {
        if (rule < end && rules.rule(rule).effect() == Effect.PERMIT) {
            candidates.add(rule);
        }
    }

    private List<String> failed(Rule rule) {
        List<String> failed = new ArrayList<>();
        if (!rule.action().matches(check.action())) {
            failed.add("action " + rule.action());
        }
        if (!check.isOf(rule.resource())) {
            failed.add("resource '" + rule.resource() + "'");
        }
        failed.addAll(FailedParts.of(rule.condition(), rules, matching.facts()));
        return failed;
    }
}
