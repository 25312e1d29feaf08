package dev.postern.policy;

import dev.postern.ccl.Span;
import dev.postern.yaml.MappingReader;
import dev.postern.yaml.Node;
import dev.postern.yaml.Node.Entry;
import dev.postern.yaml.Node.Mapping;
import dev.postern.yaml.Problems;
import dev.postern.yaml.Typed;
import dev.postern.yaml.Yaml;
import dev.postern.yaml.YamlLimits;
import dev.postern.yaml.YamlResult;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code bundle.yaml}, whose keys docs/bundle.md describes. All mistakes are reported, not only the first. */
public final class SettingsParser {

    private static final Pattern TENANT = Pattern.compile("[^./\\p{Cntrl}][^/\\p{Cntrl}]{0,199}");
    private static final int MAX_FILE_CHARS = 64 * 1024 * 1024;
    private static final int MAX_RULES = 1_000_000;
    private static final int MAX_CONDITION_DEPTH = 256;

    private final Problems problems;

    private SettingsParser(Problems problems) {
        this.problems = problems;
    }

    /**
     * Reads a text.
     *
     * @param file name to use in diagnostics
     */
    public static SettingsResult parse(String file, String text) {
        YamlResult tree = Yaml.parse(file, text, YamlLimits.DEFAULTS);
        if (tree instanceof YamlResult.Refused refused) {
            return new SettingsResult.Refused(refused.diagnostics());
        }
        Problems problems = new Problems(file);
        Node root = ((YamlResult.Parsed) tree).root();
        BundleSettings settings = MappingReader.read(root, problems, new SettingsParser(problems)::bundle);
        return settings == null || !problems.isEmpty()
                ? new SettingsResult.Refused(problems.inOrder())
                : new SettingsResult.Parsed(settings);
    }

    private BundleSettings bundle(MappingReader keys) {
        TenantSettings defaults = SettingsOfTenant.read(keys, TenantSettings.DEFAULTS, null);
        BundleLimits limits = keys.nested("limits", SettingsParser::limits, BundleLimits.DEFAULTS);
        Node tenants = keys.node("tenants");
        return new BundleSettings(defaults, tenants == null ? Map.of() : tenants(tenants, defaults), limits);
    }

    private static BundleLimits limits(MappingReader keys) {
        BundleLimits defaults = BundleLimits.DEFAULTS;
        return new BundleLimits(
                keys.integer("file_chars", 1, MAX_FILE_CHARS, defaults.fileChars()),
                keys.integer("rules", 1, MAX_RULES, defaults.rules()),
                keys.integer("condition_depth", 1, MAX_CONDITION_DEPTH, defaults.conditionDepth()));
    }

    private Map<String, TenantSettings> tenants(Node node, TenantSettings defaults) {
        Mapping mapping = Typed.mapping(node, problems);
        Map<String, TenantSettings> tenants = new LinkedHashMap<>();
        if (mapping == null) {
            return tenants;
        }
        for (Entry entry : mapping.entries()) {
            TenantSettings settings = tenant(entry, defaults);
            if (settings != null) {
                tenants.put(entry.key(), settings);
            }
        }
        refuseCircles(mapping, tenants);
        return tenants;
    }

    private @Nullable TenantSettings tenant(Entry entry, TenantSettings defaults) {
        if (!TENANT.matcher(entry.key()).matches()) {
            problems.error(
                    entry.span(),
                    "'" + entry.key() + "' cannot be a tenant, expected a directory name that starts with no dot");
            return null;
        }
        return MappingReader.read(
                entry.value(), problems, keys -> SettingsOfTenant.read(keys, defaults, keys.text("parent")));
    }

    private void refuseCircles(Mapping mapping, Map<String, TenantSettings> tenants) {
        for (Entry entry : mapping.entries()) {
            Set<String> seen = new HashSet<>();
            String name = entry.key();
            while (name != null && seen.add(name)) {
                TenantSettings settings = tenants.get(name);
                name = settings == null ? null : settings.parent();
            }
            if (entry.key().equals(name)) {
                problems.error(parentOf(entry), "tenant '" + name + "' is its own ancestor, expected no circle");
            }
        }
    }

    private static Span parentOf(Entry tenant) {
        Entry parent = tenant.value() instanceof Mapping mapping ? mapping.find("parent") : null;
        return parent == null ? tenant.span() : parent.value().span();
    }
}
