package dev.postern.policy;

import dev.postern.crypto.ByteBuilder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A compiled bundle: answers checks. Immutable and thread-safe. */
public final class Program {

    private static final int TEMPLATES = 1 << 14;
    private static final Template UNKNOWN_TENANT = Template.refusal(Reason.TENANT_UNKNOWN);

    private final String digest;
    private final SortedSet<String> names;
    private final Map<String, Tenant> tenants;
    private final int ruleCount;
    private final @Nullable Endorsement endorsement;
    private final TemplateTable templates = new TemplateTable(TEMPLATES);

    Program(String digest, SortedMap<String, Tenant> tenants, int ruleCount) {
        this(
                digest,
                Collections.unmodifiableSortedSet(new TreeSet<>(tenants.keySet())),
                Map.copyOf(tenants),
                ruleCount,
                null);
    }

    private Program(
            String digest,
            SortedSet<String> names,
            Map<String, Tenant> tenants,
            int ruleCount,
            @Nullable Endorsement endorsement) {
        this.digest = digest;
        this.names = names;
        this.tenants = tenants;
        this.ruleCount = ruleCount;
        this.endorsement = endorsement;
    }

    /** Compiles the files of a bundle; their order does not matter. */
    public static Compilation compile(List<SourceFile> files) {
        return new BundleCompiler(files).compile();
    }

    /** SHA-256 over the bundle's files, 64 lower-case hexadecimal digits. */
    public String digest() {
        return digest;
    }

    /** The same program, for which somebody answers. */
    public Program endorsed(Endorsement by) {
        return new Program(digest, names, tenants, ruleCount, by);
    }

    /** Who answers for it, or {@code null} when nobody does. */
    public @Nullable Endorsement endorsement() {
        return endorsement;
    }

    /** Whether it may answer at {@code nowMillis}; one that nobody limited may always. */
    public boolean holdsAt(long nowMillis) {
        return endorsement == null || (nowMillis >= endorsement.from() && nowMillis < endorsement.until());
    }

    public SortedSet<String> tenants() {
        return names;
    }

    /** Settings of a tenant, or {@code null} when the bundle has no such tenant. */
    public @Nullable TenantSettings settings(String tenant) {
        Tenant known = tenants.get(tenant);
        return known == null ? null : known.settings();
    }

    /** Number of statements in all tenants. */
    public int ruleCount() {
        return ruleCount;
    }

    /** What policy says, limits apart. Counts nothing and changes nothing but {@code scratch}. */
    public Template decide(Check check, Scratch scratch) {
        Tenant tenant = tenants.get(check.tenant());
        scratch.setTier(Tier.NONE);
        if (tenant == null) {
            return UNKNOWN_TENANT;
        }
        scratch.turnTo(this);
        Patterns patterns = scratch.matching().patterns();
        long made = patterns.made();
        long spared = patterns.spared();
        tenant.classify(check, scratch);
        IntList key = scratch.key();
        Template known = templates.find(key);
        if (known == null) {
            return templates.keep(key, tenant.decisionClass().template(key));
        }
        if (patterns.made() == made) {
            scratch.setTier(patterns.spared() == spared ? Tier.SEMANTIC : Tier.PATTERN);
        }
        return known;
    }

    /**
     * Writes all that the answer to a check depends on, this bundle included, so that equal bytes have equal answers.
     *
     * @return until when, milliseconds since the epoch, exclusive; {@link Long#MIN_VALUE} when the answer is not to be
     *     kept, and then what was written is of no use
     */
    public long project(Check check, Scratch scratch, ByteBuilder out) {
        Tenant tenant = tenants.get(check.tenant());
        return tenant == null ? Projection.NEVER : tenant.projection().write(digest, check, scratch.time(), out);
    }

    /** What {@link #decide} must answer, worked out from no class or certificate that was kept. */
    public Template decideAfresh(Check check) {
        return decideAfresh(check, new Scratch());
    }

    /** As above; {@code scratch} keeps no certificates. */
    public Template decideAfresh(Check check, Scratch scratch) {
        Tenant tenant = tenants.get(check.tenant());
        scratch.setTier(Tier.NONE);
        if (tenant == null) {
            return UNKNOWN_TENANT;
        }
        scratch.turnTo(this);
        tenant.classify(check, scratch);
        return tenant.decisionClass().template(scratch.key());
    }

    /** Counts a permitted check against the limits that match it; the denial if one is exhausted, else {@code null}. */
    public @Nullable Template admit(Check check, LimitCounters counters) {
        Tenant tenant = tenants.get(check.tenant());
        if (tenant == null) {
            return UNKNOWN_TENANT;
        }
        return tenant.limits().length == 0 ? null : Admission.admit(tenant, check, counters);
    }

    /** The rule set of a tenant that is known. */
    TenantRules own(String tenant) {
        return Objects.requireNonNull(tenants.get(tenant), tenant).own();
    }

    /** What policy says and how it came to it. Counts nothing. */
    public Explanation explain(Check check) {
        Scratch scratch = new Scratch();
        Template template = decide(check, scratch);
        Tenant tenant = tenants.get(check.tenant());
        return tenant == null
                ? new Explanation(template, List.of(), null, "Denied: the bundle has no tenant of that name.")
                : new Explainer(tenant, check, template, scratch.matching()).explain();
    }
}
