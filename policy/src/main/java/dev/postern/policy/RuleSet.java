package dev.postern.policy;

import dev.postern.ccl.Document;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One document compiled by itself, outside any bundle, such as the constraints of a token: UTC, enforced, absent
 * attributes as the language has them. Immutable and thread-safe.
 */
public final class RuleSet {

    /** Most documents have but a few classes; those without a place are made anew each time. */
    private static final int TEMPLATES = 16;

    private final Tenant tenant;
    private final TemplateTable templates = new TemplateTable(TEMPLATES);

    private RuleSet(Tenant tenant) {
        this.tenant = tenant;
    }

    /**
     * Compiles a document.
     *
     * @param name stands for a file in answers, and tells this document's limit counters from those of others: two
     *     documents of one name share them
     */
    public static RuleSet compile(String name, Document document) {
        TenantCompiler compiler = new TenantCompiler(
                name, TenantSettings.DEFAULTS, BundleLimits.DEFAULTS, new ArrayList<>(), new ArrayList<>());
        compiler.add(name, document);
        compiler.finish();
        LimitRules limits = compiler.limits();
        return new RuleSet(new Tenant(0, List.of(compiler.rules()), limits.isEmpty() ? List.of() : List.of(limits)));
    }

    /** What the document says, limits apart; whatever tenant the check names. */
    public Template decide(Check check, Scratch scratch) {
        tenant.classify(check, scratch);
        IntList key = scratch.key();
        Template known = templates.find(key);
        return known != null
                ? known
                : templates.keep(key, tenant.decisionClass().template(key));
    }

    /** Counts a permitted check against the limits that match it; the denial if one is exhausted, else {@code null}. */
    public @Nullable Template admit(Check check, LimitCounters counters) {
        return tenant.limits().length == 0 ? null : Admission.admit(tenant, check, counters);
    }
}
