package dev.postern.policy;

import dev.postern.ccl.Condition;
import java.time.ZoneId;
import java.util.List;

/**
 * One tenant's rule set, compiled. Rules are numbered in deciding order, so the lowest access rule that matches decides.
 * Rules and scoped settings are gathered in cells, one for each pair of action and resource pattern; the two dimensions
 * are matched each by its own automaton and met in the cells. Immutable and thread-safe.
 */
final class TenantRules {

    private final String tenant;
    private final TenantSettings settings;
    private final Rule[] rules;
    private final int access;
    private final RuleCondition[] conditions;
    private final AtomTable table;
    private final FieldReader[] readers;
    private final Atom[] atoms;
    private final CellTable cells;

    TenantRules(String tenant, TenantSettings settings, List<Rule> rules, RuleCondition[] conditions, AtomTable table) {
        this.tenant = tenant;
        this.settings = settings;
        this.rules = rules.toArray(new Rule[0]);
        this.access = (int) rules.stream().filter(rule -> !rule.isRequire()).count();
        this.conditions = conditions;
        this.table = table;
        this.readers = table.readers();
        this.atoms = table.atoms();
        this.cells = CellTable.of(rules, settings, new RuleGrouping(table, conditions));
    }

    String tenant() {
        return tenant;
    }

    TenantSettings settings() {
        return settings;
    }

    ZoneId zone() {
        return settings.zone();
    }

    int size() {
        return rules.length;
    }

    Rule rule(int number) {
        return rules[number];
    }

    /** How many rules are access rules; the others, numbered after them, are {@code require} rules. */
    int access() {
        return access;
    }

    RuleCondition condition(int rule) {
        return conditions[rule];
    }

    FieldReader[] readers() {
        return readers;
    }

    Atom[] atoms() {
        return atoms;
    }

    CellTable cells() {
        return cells;
    }

    int atom(Condition.Comparison comparison) {
        return table.known(comparison);
    }
}
