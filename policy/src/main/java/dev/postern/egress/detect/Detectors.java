package dev.postern.egress.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The detectors of a scanner: which matchers look at the text around which literal. Immutable and thread-safe. */
public final class Detectors {

    private final Literals literals;
    private final LiteralSearch search;
    /** By literals, the hooks of all that end where one does. */
    private final Hook[][] hooks;

    private final TenantSecrets tenantSecrets;

    private Detectors(Map<String, List<Matcher>> table, TenantSecrets tenantSecrets, LiteralSearch.Engine engine) {
        Set<String> escaping = new HashSet<>(Escapes.literals());
        escaping.forEach(literal -> table.computeIfAbsent(literal, absent -> new ArrayList<>()));
        List<String> names = List.copyOf(table.keySet());
        literals = Literals.of(names);
        search = engine.search(literals);
        Hook[] all = names.stream()
                .map(name -> new Hook(name, table.getOrDefault(name, List.of()), escaping.contains(name)))
                .toArray(Hook[]::new);
        hooks = new Hook[all.length][];
        for (int literal = 0; literal < all.length; literal++) {
            hooks[literal] = Arrays.stream(literals.ending(literal))
                    .mapToObj(ending -> all[ending])
                    .toArray(Hook[]::new);
        }
        this.tenantSecrets = tenantSecrets;
    }

    /** The built-in detectors. */
    public static Detectors builtIn() {
        return builtIn(LiteralSearch.Engine.AUTOMATON);
    }

    /** The built-in detectors, whose literals are found by an engine. */
    public static Detectors builtIn(LiteralSearch.Engine engine) {
        return with(List.of(), TenantSecrets.none(), engine);
    }

    /** The built-in detectors, those of a configuration and the secrets of a tenant. */
    public static Detectors with(List<CustomDetector> custom, TenantSecrets secrets, LiteralSearch.Engine engine) {
        Builder builder = new Builder();
        BuiltIn.addTo(builder);
        custom.forEach(detector -> detector.addTo(builder));
        return new Detectors(builder.table, secrets, engine);
    }

    Literals literals() {
        return literals;
    }

    LiteralSearch search() {
        return search;
    }

    /** The hooks of all literals that end where a literal does, its own first. */
    Hook[] hooks(int literal) {
        return hooks[literal];
    }

    TenantSecrets tenantSecrets() {
        return tenantSecrets;
    }

    /** Collects matchers by literal. */
    static final class Builder {
        private final Map<String, List<Matcher>> table = new LinkedHashMap<>();

        /** Has a matcher look at the text around each of some literals, whatever their case and digits. */
        Builder on(Matcher matcher, String... literals) {
            Set<String> folded = new HashSet<>();
            for (String literal : literals) {
                String key = Literals.folded(literal);
                if (folded.add(key)) {
                    table.computeIfAbsent(key, absent -> new ArrayList<>()).add(matcher);
                }
            }
            return this;
        }
    }
}
