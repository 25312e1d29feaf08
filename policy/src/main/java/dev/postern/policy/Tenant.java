package dev.postern.policy;

import java.util.List;

/**
 * A tenant as it answers: its own rule set and those of its parents, each of which must permit. Immutable and
 * thread-safe.
 */
final class Tenant {

    private final int number;
    private final TenantRules[] chain;
    private final LimitRules[] limits;
    private final DecisionClass decisionClass;
    private final Projection projection;

    /** The tenant of that number in its program; {@code chain} begins with its own rule set. */
    Tenant(int number, List<TenantRules> chain, List<LimitRules> limits) {
        this.number = number;
        this.chain = chain.toArray(new TenantRules[0]);
        this.limits = limits.toArray(new LimitRules[0]);
        this.decisionClass = new DecisionClass(chain);
        this.projection = Projection.of(chain);
    }

    TenantSettings settings() {
        return chain[0].settings();
    }

    TenantRules own() {
        return chain[0];
    }

    /** The rule sets that must permit, its own first. */
    TenantRules[] chain() {
        return chain;
    }

    /** The limits that a permitted check counts against, its own first. */
    LimitRules[] limits() {
        return limits;
    }

    DecisionClass decisionClass() {
        return decisionClass;
    }

    Projection projection() {
        return projection;
    }

    /**
     * Writes the name of a check's decision class into {@link Scratch#key()}: the tenant, the scopes that cover the
     * check, then for each rule set the number of rules that matched, those rules, and the rule in doubt.
     */
    void classify(Check check, Scratch scratch) {
        IntList key = scratch.key();
        Matching matching = scratch.matching();
        MetCells met = matching.met();
        key.clear();
        key.add(number);
        boolean strict = false;
        for (int i = 0; i < chain.length; i++) {
            TenantRules rules = chain[i];
            matching.open(rules, check);
            if (i == 0) {
                key.add(met.evidence());
                key.add(met.deny());
                strict = met.deniesAbsent(rules);
            }
            matching.match(rules, strict || met.deniesAbsent(rules));
            IntList matched = matching.matched();
            key.add(matched.size());
            for (int j = 0; j < matched.size(); j++) {
                key.add(matched.get(j));
            }
            key.add(matching.doubt(rules));
        }
    }
}
