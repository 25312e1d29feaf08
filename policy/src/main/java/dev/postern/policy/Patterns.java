package dev.postern.policy;

import dev.postern.crypto.ByteBuilder;

/**
 * Settles what is pending, in deciding order, so that no comparison is made for a rule that could not change the answer.
 * Of those that are, each is spared where there is a certificate; else it is made, and a certificate kept. Not
 * thread-safe.
 */
final class Patterns {

    private final Certificates certificates;
    private final CertificateKey keys = new CertificateKey();
    private long made;
    private long spared;

    Patterns(Certificates certificates) {
        this.certificates = certificates;
    }

    /** How many dear comparisons were made since this was. */
    long made() {
        return made;
    }

    /** How many a certificate spared. */
    long spared() {
        return spared;
    }

    /**
     * Adds the pending rules that match to {@code matched}, but for access rules that rank behind the one that decides:
     * whether these match is not found out.
     */
    void settle(TenantRules rules, Pending pending, Facts facts, IntList matched) {
        int decider = rules.access();
        for (int i = 0; i < matched.size(); i++) {
            decider = Math.min(decider, matched.get(i));
        }
        pending.sort();
        for (int i = 0; i < pending.size(); i++) {
            int rule = pending.rule(i);
            boolean counts = rule < decider || rule >= rules.access();
            if (counts && holds(rules, rules.condition(rule), pending.left(i), facts)) {
                matched.add(rule);
                decider = Math.min(decider, rule);
            }
        }
    }

    /** Whether a condition holds of which only the conjuncts in {@code left}, one bit for each, can hold. */
    private boolean holds(TenantRules rules, RuleCondition condition, int left, Facts facts) {
        int[][] conjuncts = condition.conjunctsOrNone();
        for (int c = 0; c < conjuncts.length; c++) {
            if ((left >>> c & 1) != 0 && holds(rules, conjuncts[c], facts)) {
                return true;
            }
        }
        return false;
    }

    private boolean holds(TenantRules rules, int[] conjunct, Facts facts) {
        for (int literal : conjunct) {
            int number = literal >>> 1;
            if (rules.atoms()[number] instanceof Atom.Literal atom
                    && atom.isDear()
                    && !facts.knows(number)
                    && facts.field(atom.slot()) instanceof String text) {
                facts.learn(number, compare(rules.tenant(), atom.test(), text));
            }
            if ((facts.truth(number) == Truth.TRUE) == ((literal & 1) != 0)) {
                return false;
            }
        }
        return true;
    }

    private boolean compare(String tenant, ValueTest comparison, String text) {
        boolean wanted = certificates.wanted() && text.length() < Certificates.LONGEST_KEY;
        boolean holds = wanted ? look(tenant, comparison, text) : make(comparison, text);
        certificates.settled();
        return holds;
    }

    private boolean look(String tenant, ValueTest comparison, String text) {
        ByteBuilder key = keys.write(comparison, text);
        if (key.size() > Certificates.LONGEST_KEY) {
            return make(comparison, text);
        }
        Boolean known = certificates.find(tenant, key);
        if (known != null) {
            spared++;
            return known;
        }
        boolean holds = make(comparison, text);
        byte[] exact = key.toByteArray();
        if (CertificateProof.holds(comparison, exact, holds)) {
            certificates.keep(tenant, exact, holds);
        }
        return holds;
    }

    private boolean make(ValueTest comparison, String text) {
        made++;
        return comparison.on(text);
    }
}
