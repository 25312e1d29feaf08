package dev.postern.sidecar.config;

import dev.postern.ccl.Span;
import dev.postern.yaml.Nearest;
import dev.postern.yaml.Node.Entry;
import dev.postern.yaml.Node.Mapping;
import dev.postern.yaml.Problems;
import dev.postern.yaml.Typed;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Refuses what no part of the configuration asked for, naming the nearest that one did. What is in the environment for
 * others than the configuration is let be. Used once, when all that is known has been asked for.
 */
final class UnknownKeys {

    /** Read by the start script, not by the configuration. */
    private static final Set<String> FOREIGN_VARIABLES = Set.of("POSTERN_JAVA_OPTS");

    /** What Kubernetes tells every container of a Service whose name starts with {@code postern}: name, then value. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("POSTERN(_.+)?_(SERVICE_HOST=.*|SERVICE_PORT(_.+)?=[0-9]+|PORT=[a-z]+://.*"
                    + "|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?=.*)");

    private final ConfigSources sources;
    private final Set<String> known;
    private final Function<String, Problems> problems;

    /**
     * Of these sources.
     *
     * @param known the dotted keys that were asked for
     * @param problems of a file, variable or flag
     */
    UnknownKeys(ConfigSources sources, Set<String> known, Function<String, Problems> problems) {
        this.sources = sources;
        this.known = known;
        this.problems = problems;
    }

    void refuse(Mapping file) {
        refuseInFile(file, "");
        refuseFlags();
        refuseVariables();
    }

    private void refuseInFile(Mapping mapping, String prefix) {
        Set<String> names = names(prefix);
        for (Entry entry : mapping.entries()) {
            String key = prefix + entry.key();
            if (known.contains(key)) {
                continue;
            }
            if (!names.contains(entry.key())) {
                problems.apply(sources.file())
                        .error(entry.span(), "unknown key '" + key + "', " + Nearest.hint(entry.key(), names));
            } else if (entry.value() instanceof Mapping inner) {
                refuseInFile(inner, key + ".");
            } else if (!entry.value().isNull()) {
                Typed.refuse(entry.value(), problems.apply(sources.file()), "a mapping");
            }
        }
    }

    /** The names that may follow a prefix. */
    private Set<String> names(String prefix) {
        Set<String> names = new LinkedHashSet<>();
        for (String key : known) {
            if (key.startsWith(prefix)) {
                int dot = key.indexOf('.', prefix.length());
                names.add(key.substring(prefix.length(), dot < 0 ? key.length() : dot));
            }
        }
        return names;
    }

    private void refuseFlags() {
        for (String key : new TreeSet<>(sources.flags().keySet())) {
            if (!known.contains(key)) {
                refuse("--set " + key, "unknown key '" + key + "', " + hint(key, known));
            }
        }
    }

    private void refuseVariables() {
        Set<String> variables = new LinkedHashSet<>(FOREIGN_VARIABLES);
        known.forEach(key -> variables.add(ConfigReader.variable(key)));
        new TreeMap<>(sources.environment()).forEach((name, value) -> {
            boolean ours = name.startsWith(ConfigReader.PREFIX)
                    && !SERVICE_LINK.matcher(name + "=" + value).matches();
            if (ours && !variables.contains(name)) {
                refuse(name, "unknown variable '" + name + "', " + hint(name, variables));
            }
        });
    }

    private void refuse(String origin, String message) {
        problems.apply(origin).error(Span.START, message);
    }

    /** As {@link Nearest#hint}, but all keys there are would be too many to name. */
    private static String hint(String word, Set<String> known) {
        return Nearest.of(word, known) == null
                ? "expected one that 'postern serve --print-config' lists"
                : Nearest.hint(word, known);
    }
}
