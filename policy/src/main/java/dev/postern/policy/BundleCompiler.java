package dev.postern.policy;

import dev.postern.ccl.Diagnostic;
import dev.postern.ccl.Document;
import dev.postern.ccl.ParseLimits;
import dev.postern.ccl.ParseResult;
import dev.postern.ccl.Parser;
import dev.postern.ccl.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compiles one bundle, gathering every diagnostic on the way. Used once. */
final class BundleCompiler {

    private static final int LONGEST_CHAIN = 16;

    private final BundleFiles files;
    private final List<Diagnostic> errors = new ArrayList<>();
    private final List<Diagnostic> warnings = new ArrayList<>();

    BundleCompiler(List<SourceFile> files) {
        this.files = BundleFiles.of(files);
    }

    Compilation compile() {
        BundleSettings settings = settings();
        if (files.tenants().isEmpty()) {
            error(BundleSettings.FILE_NAME, "the bundle holds no policy, expected at least one .ccl file");
        }
        refuseDoubles();
        SortedMap<String, TenantCompiler> sets = new TreeMap<>();
        files.tenants().forEach((name, sources) -> sets.put(name, read(name, sources, settings)));
        if (settings.tenants().containsKey(Check.DEFAULT_TENANT)) {
            sets.computeIfAbsent(Check.DEFAULT_TENANT, name -> read(name, List.of(), settings));
        }
        settings.tenants().keySet().stream()
                .filter(name -> !sets.containsKey(name))
                .sorted()
                .forEach(name -> error(
                        BundleSettings.FILE_NAME,
                        "tenant '" + name + "' has no policy, expected a directory of that name with .ccl files"));
        Map<String, List<String>> chains = new LinkedHashMap<>();
        sets.keySet().forEach(name -> chains.put(name, chain(name, sets)));
        if (!errors.isEmpty()) {
            List<Diagnostic> all = new ArrayList<>(errors);
            all.addAll(warnings);
            return new Compilation.Refused(all);
        }
        return new Compilation.Compiled(program(sets, chains), warnings);
    }

    private BundleSettings settings() {
        SourceFile file = files.settings();
        if (file == null) {
            return BundleSettings.DEFAULTS;
        }
        SettingsResult result = SettingsParser.parse(file.path(), file.text());
        if (result instanceof SettingsResult.Refused refused) {
            errors.addAll(refused.diagnostics());
            return BundleSettings.DEFAULTS;
        }
        return ((SettingsResult.Parsed) result).settings();
    }

    private void refuseDoubles() {
        String last = "";
        for (SourceFile file : files.all()) {
            if (file.path().equals(last)) {
                error(last, "the bundle holds this file twice, expected each path once");
            }
            last = file.path();
        }
    }

    private TenantCompiler read(String name, List<SourceFile> sources, BundleSettings settings) {
        BundleLimits limits = settings.limits();
        TenantCompiler tenant = new TenantCompiler(name, settings.of(name), limits, errors, warnings);
        for (SourceFile source : sources) {
            Document document = parse(source, limits);
            if (document != null) {
                tenant.add(source.path(), document);
            }
        }
        return tenant.finish();
    }

    private @Nullable Document parse(SourceFile source, BundleLimits limits) {
        ParseLimits bounds = new ParseLimits(
                limits.fileChars(), limits.rules(), limits.conditionDepth(), ParseLimits.DEFAULTS.tokenChars());
        ParseResult result = Parser.parse(source.path(), source.text(), bounds);
        if (result instanceof ParseResult.Refused refused) {
            errors.addAll(refused.diagnostics());
            return null;
        }
        return ((ParseResult.Parsed) result).document();
    }

    /** The names of a tenant's chain, its own first. */
    private List<String> chain(String name, Map<String, TenantCompiler> sets) {
        List<String> chain = new ArrayList<>();
        String next = name;
        while (next != null) {
            TenantCompiler set = sets.get(next);
            if (set == null) {
                error(
                        BundleSettings.FILE_NAME,
                        "parent '" + next + "' of tenant '" + name
                                + "' does not exist, expected a tenant of this bundle");
                break;
            }
            if (chain.contains(next)) {
                error(
                        BundleSettings.FILE_NAME,
                        "tenant '" + name + "' is among its own parents through '" + next
                                + "', expected a chain that ends");
                break;
            }
            if (chain.size() == LONGEST_CHAIN) {
                error(
                        BundleSettings.FILE_NAME,
                        "tenant '" + name + "' has too many parents, expected a chain of at most " + LONGEST_CHAIN
                                + " tenants");
                break;
            }
            chain.add(next);
            next = set.settings().parent();
        }
        return chain;
    }

    private Program program(SortedMap<String, TenantCompiler> sets, Map<String, List<String>> chains) {
        Map<String, TenantRules> rules = new LinkedHashMap<>();
        Map<String, LimitRules> limits = new LinkedHashMap<>();
        int count = 0;
        for (Map.Entry<String, TenantCompiler> set : sets.entrySet()) {
            rules.put(set.getKey(), set.getValue().rules());
            limits.put(set.getKey(), set.getValue().limits());
            count += set.getValue().size();
        }
        SortedMap<String, Tenant> tenants = new TreeMap<>();
        chains.forEach((name, chain) -> tenants.put(
                name,
                new Tenant(
                        tenants.size(),
                        chain.stream().map(rules::get).toList(),
                        chain.stream()
                                .map(limits::get)
                                .filter(some -> !some.isEmpty())
                                .toList())));
        return new Program(BundleDigest.of(files.all()), tenants, count);
    }

    private void error(String file, String message) {
        errors.add(Diagnostic.error(file, Span.START, message));
    }
}
