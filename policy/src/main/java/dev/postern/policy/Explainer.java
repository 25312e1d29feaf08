package dev.postern.policy;

import dev.postern.ccl.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells how one check came to its answer, by matching it again rule set by rule set. Used once. */
final class Explainer {

    private static final int MOST = 64;

    private final Tenant tenant;
    private final Check check;
    private final Template template;
    private final Matching matching;
    private final List<Explanation.Considered> considered = new ArrayList<>();

    Explainer(Tenant tenant, Check check, Template template, Matching matching) {
        this.tenant = tenant;
        this.check = check;
        this.template = template;
        this.matching = matching;
    }

    Explanation explain() {
        boolean strict = false;
        TenantRules[] chain = tenant.chain();
        for (int i = 0; i < chain.length; i++) {
            TenantRules rules = chain[i];
            matching.open(rules, check);
            strict |= i == 0 && matching.met().deniesAbsent(rules);
            matching.match(rules, strict || matching.met().deniesAbsent(rules));
            consider(rules);
            if (denies(rules)) {
                Explanation.NearestMiss miss = new NearestPermit(rules, check, matching).find();
                return new Explanation(template, considered, miss, story(rules, miss));
            }
        }
        return new Explanation(template, considered, null, story(tenant.own(), null));
    }

    private void consider(TenantRules rules) {
        Set<Integer> numbers = new TreeSet<>();
        MetCells met = matching.met();
        for (int i = 0; i < met.count(); i++) {
            for (int rule : rules.cells().cell(met.get(i)).rules().rules()) {
                numbers.add(rule);
            }
        }
        for (int number : numbers) {
            if (considered.size() == MOST) {
                return;
            }
            Rule rule = rules.rule(number);
            List<String> failed = FailedParts.of(rule.condition(), rules, matching.facts());
            considered.add(new Explanation.Considered(rule.ref(), failed.isEmpty(), failed));
        }
    }

    private boolean denies(TenantRules rules) {
        int decider = matching.decider(rules);
        return decider == Matching.NONE
                || rules.rule(decider).effect() == Effect.DENY
                || matching.doubt(rules) != Matching.NONE;
    }

    private String story(TenantRules decisive, Explanation.@Nullable NearestMiss miss) {
        StringBuilder text = new StringBuilder();
        RuleRef rule = template.rule();
        text.append(template.outcome() == Outcome.ALLOW ? "Allowed" : "Denied");
        if (decisive != tenant.own()) {
            text.append(" by parent tenant '").append(decisive.tenant()).append('\'');
        }
        switch (template.reason()) {
            case POLICY_DEFAULT -> text.append(": no rule matches, and what no rule permits is denied.");
            case POLICY_ABSENT ->
                text.append(": an absent attribute leaves ")
                        .append(named(rule))
                        .append(" in doubt, and such checks are refused.");
            default -> text.append(": ").append(named(rule)).append(" decides.");
        }
        if (tenant.chain().length > 1 && template.outcome() == Outcome.ALLOW) {
            text.append(" Every parent tenant permits it too.");
        }
        for (RuleRef obligation : template.obligations()) {
            text.append(" Obligation: ").append(named(obligation)).append('.');
        }
        if (miss != null) {
            text.append(" Nearest permit: ").append(named(miss.rule())).append(", which would match if ");
            text.append(String.join("; and if ", miss.failed())).append(" held.");
        }
        if (template.mode() == Mode.SHADOW && template.outcome() == Outcome.DENY) {
            text.append(" The tenant is in shadow mode, so the caller is let through.");
        }
        return text.toString();
    }

    private static String named(@Nullable RuleRef rule) {
        return rule == null ? "no rule" : "`" + rule.text() + "` (" + rule + ")";
    }
}
