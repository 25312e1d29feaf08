package dev.postern.policy;

import dev.postern.ccl.Condition;
import dev.postern.ccl.Diagnostic;
import dev.postern.ccl.Document;
import dev.postern.ccl.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compiles the rule set of one tenant: first {@link #add} its documents in order, then {@link #finish}. Used once. */
final class TenantCompiler {

    private final String name;
    private final TenantSettings settings;
    private final BundleLimits bounds;
    private final List<Diagnostic> errors;
    private final List<Diagnostic> warnings;
    private final List<Rule> rules = new ArrayList<>();
    private final List<LimitRules.Located> limits = new ArrayList<>();
    private final Map<String, LimitRules.Located> limitsByAction = new HashMap<>();
    private final AtomTable atoms = new AtomTable();
    private RuleCondition[] conditions = new RuleCondition[0];
    private int size;

    /** The set of tenant {@code name}; what is wrong with it is added to {@code errors} and {@code warnings}. */
    TenantCompiler(
            String name,
            TenantSettings settings,
            BundleLimits bounds,
            List<Diagnostic> errors,
            List<Diagnostic> warnings) {
        this.name = name;
        this.settings = settings;
        this.bounds = bounds;
        this.errors = errors;
        this.warnings = warnings;
    }

    void add(String file, Document document) {
        for (Statement statement : document.statements()) {
            size++;
            if (size == bounds.rules() + 1) {
                errors.add(Diagnostic.error(
                        file,
                        statement.span(),
                        "tenant '" + name + "' has too many rules, expected at most " + bounds.rules()));
            }
            Rule rule = Rule.of(file, statement);
            if (rule != null) {
                rules.add(rule);
            } else if (statement instanceof Statement.Limit limit) {
                add(new LimitRules.Located(file, limit));
            }
        }
    }

    /** Brings the rules into deciding order and compiles their conditions. */
    TenantCompiler finish() {
        rules.sort(Rule.DECIDING);
        conditions = new RuleCondition[rules.size()];
        for (int i = 0; i < conditions.length; i++) {
            conditions[i] = compile(rules.get(i));
        }
        return this;
    }

    TenantSettings settings() {
        return settings;
    }

    int size() {
        return size;
    }

    TenantRules rules() {
        return new TenantRules(name, settings, rules, conditions, atoms);
    }

    LimitRules limits() {
        return LimitRules.of(name, limits);
    }

    private void add(LimitRules.Located limit) {
        LimitRules.Located earlier =
                limitsByAction.putIfAbsent(limit.statement().action().text(), limit);
        if (earlier == null) {
            limits.add(limit);
        } else {
            warnings.add(Diagnostic.warning(
                    limit.file(),
                    limit.statement().span(),
                    "this limit never counts, for " + earlier.file() + ":"
                            + earlier.statement().span() + " limits the same action"));
        }
    }

    private RuleCondition compile(Rule rule) {
        Condition condition = rule.condition();
        if (condition == null) {
            return RuleCondition.ALWAYS;
        }
        return RuleCondition.of(Formula.of(condition, false, atoms), atoms);
    }
}
