package dev.postern.policy;

import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** A compiled bundle: answers checks. Immutable and thread-safe. */
public final class Program {

    /** Compiles the files of a bundle; their order does not matter. */
    public static Compilation compile(List<SourceFile> files) {
        return new Compilation.Refused(List.of());
    }

    /** SHA-256 over the bundle's files, 64 lower-case hexadecimal digits. */
    public String digest() {
        return "";
    }

    public SortedSet<String> tenants() {
        return new java.util.TreeSet<>();
    }

    /** Settings of a tenant, or {@code null} when the bundle has no such tenant. */
    public @Nullable TenantSettings settings(String tenant) {
        return null;
    }

    /** Number of statements in all tenants. */
    public int ruleCount() {
        return 0;
    }

    /** What policy says, limits apart. Counts nothing and changes nothing but {@code scratch}. */
    public Template decide(Check check, Scratch scratch) {
        return Template.refusal(Reason.INTERNAL);
    }

    /** Counts a permitted check against the limits that match it; the denial if one is exhausted, else {@code null}. */
    public @Nullable Template admit(Check check, LimitCounters counters) {
        return null;
    }

    /** What policy says and how it came to it. Counts nothing. */
    public Explanation explain(Check check) {
        return new Explanation(Template.refusal(Reason.INTERNAL), List.of(), null, "");
    }
}
