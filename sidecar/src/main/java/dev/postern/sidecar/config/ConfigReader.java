package dev.postern.sidecar.config;

import dev.postern.ccl.Diagnostic;
import dev.postern.ccl.Span;
import dev.postern.yaml.Node;
import dev.postern.yaml.Node.Entry;
import dev.postern.yaml.Node.Mapping;
import dev.postern.yaml.Node.Scalar;
import dev.postern.yaml.Problems;
import dev.postern.yaml.Quantity;
import dev.postern.yaml.Typed;
import dev.postern.yaml.Yaml;
import dev.postern.yaml.YamlLimits;
import dev.postern.yaml.YamlResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads dotted keys as types from file, environment and flags; a flag overrides the environment, which overrides the
 * file. A key that is absent or empty everywhere gets its default. What nobody asked for is an error that names the
 * nearest key asked for, and errors are collected, not thrown. Not thread-safe.
 */
public final class ConfigReader {

    /** What variables that set keys start with. */
    static final String PREFIX = "POSTERN_";

    private final ConfigSources sources;
    private final Mapping file;
    private final Map<String, Problems> problems = new LinkedHashMap<>();
    private final Map<String, Effective> effective = new LinkedHashMap<>();

    private ConfigReader(ConfigSources sources, Mapping file) {
        this.sources = sources;
        this.file = file;
    }

    /** What {@code body} makes of the sources. */
    public static <T> ConfigResult<T> read(ConfigSources sources, Function<ConfigReader, T> body) {
        YamlResult tree = Yaml.parse(sources.file(), sources.text(), YamlLimits.DEFAULTS);
        if (tree instanceof YamlResult.Refused refused) {
            return new ConfigResult.Refused<>(refused.diagnostics());
        }
        Node root = ((YamlResult.Parsed) tree).root();
        if (!(root instanceof Mapping mapping)) {
            return new ConfigResult.Refused<>(List.of(Diagnostic.error(
                    sources.file(), root.span(), "found " + root.described() + ", expected a mapping")));
        }
        ConfigReader reader = new ConfigReader(sources, mapping);
        T config = reader.attempt(body);
        new UnknownKeys(sources, reader.effective.keySet(), reader::problems).refuse(mapping);
        List<Diagnostic> errors = reader.problems.values().stream()
                .flatMap(each -> each.inOrder().stream())
                .toList();
        return config == null || !errors.isEmpty()
                ? new ConfigResult.Refused<>(errors)
                : new ConfigResult.Good<>(config, List.copyOf(reader.effective.values()));
    }

    /** The variable of the environment that sets a key. */
    static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    public String text(String key, String fallback) {
        return value(key, Typed.TEXT, fallback, Function.identity());
    }

    public int integer(String key, int min, int max, int fallback) {
        return value(key, Typed.integer(min, max), (long) fallback, String::valueOf)
                .intValue();
    }

    public double number(String key, double min, double max, double fallback) {
        return value(key, Typed.number(min, max), fallback, String::valueOf);
    }

    public boolean bool(String key, boolean fallback) {
        return value(key, Typed.BOOLEAN, fallback, String::valueOf);
    }

    /** A constant of an enum by its name in lower case. */
    public <E extends Enum<E>> E word(String key, Class<E> type, E fallback) {
        return value(key, Typed.word(type), fallback, Typed::wordOf);
    }

    public Duration duration(String key, Duration min, Duration max, Duration fallback) {
        return value(key, Typed.duration(min, max), fallback, Quantity::text);
    }

    /** A number of bytes that fits an {@code int}. */
    public int bytes(String key, int min, int max, int fallback) {
        return (int) bytes(key, (long) min, (long) max, (long) fallback);
    }

    public long bytes(String key, long min, long max, long fallback) {
        return value(key, Typed.bytes(min, max), fallback, Quantity::text);
    }

    /**
     * A key that holds a single value.
     *
     * @param shown the value as it could be written
     */
    public <T> T value(String key, Typed<T> type, T fallback, Function<T, String> shown) {
        return read(key, type, fallback, shown, (origin, text) -> Scalar.plain(text, Span.START));
    }

    /** A key that holds a list or mapping; environment and flags write it as YAML, such as {@code [a, b]}. */
    public <T> T tree(String key, Typed<T> type, T fallback, Function<T, String> shown) {
        return read(key, type, fallback, shown, this::parsed);
    }

    /** What {@code make} makes; when it refuses by an {@link IllegalArgumentException}, that is an error of the key. */
    public <T> @Nullable T made(String key, Supplier<T> make) {
        try {
            return make.get();
        } catch (IllegalArgumentException refusal) {
            error(key, String.valueOf(refusal.getMessage()));
            return null;
        }
    }

    /** Notes an error where the key's value comes from. */
    public void error(String key, String message) {
        Place place = place(key, (origin, text) -> Scalar.plain(text, Span.START));
        if (place == null) {
            problems("configuration").error(Span.START, key + ": " + message);
        } else {
            problems(place.file).error(place.node.span(), message);
        }
    }

    private <T> @Nullable T attempt(Function<ConfigReader, T> body) {
        try {
            return body.apply(this);
        } catch (IllegalArgumentException refusal) {
            problems("configuration").error(Span.START, String.valueOf(refusal.getMessage()));
            return null;
        }
    }

    private <T> T read(String key, Typed<T> type, T fallback, Function<T, String> shown, Writing writing) {
        Place place = place(key, writing);
        T value = place == null ? null : type.read(place.node, problems(place.file));
        T counts = value == null ? fallback : value;
        effective.put(
                key, new Effective(key, variable(key), shown.apply(counts), place == null ? "default" : place.origin));
        return counts;
    }

    /** Where the value of a key that counts is, or {@code null} when there is none. */
    private @Nullable Place place(String key, Writing writing) {
        String flag = sources.flags().getOrDefault(key, "");
        if (!flag.isEmpty()) {
            return place("--set " + key, "flag", writing.node("--set " + key, flag));
        }
        String variable = variable(key);
        String set = sources.environment().getOrDefault(variable, "");
        if (!set.isEmpty()) {
            return place(variable, "env " + variable, writing.node(variable, set));
        }
        Node node = inFile(key);
        return node == null ? null : place(sources.file(), sources.file() + ":" + node.span(), node);
    }

    private static @Nullable Place place(String file, String origin, @Nullable Node node) {
        return node == null || node.isNull() ? null : new Place(file, origin, node);
    }

    private @Nullable Node inFile(String key) {
        Node node = file;
        for (String name : key.split("\\.", -1)) {
            Entry entry = node instanceof Mapping mapping ? mapping.find(name) : null;
            if (entry == null) {
                return null;
            }
            node = entry.value();
        }
        return node;
    }

    private @Nullable Node parsed(String origin, String text) {
        YamlResult result = Yaml.parse(origin, text, YamlLimits.DEFAULTS);
        if (result instanceof YamlResult.Refused refused) {
            refused.diagnostics().forEach(each -> problems(origin).error(each.span(), each.message()));
            return null;
        }
        return ((YamlResult.Parsed) result).root();
    }

    private Problems problems(String origin) {
        return problems.computeIfAbsent(origin, Problems::new);
    }

    /** How the text of a flag or variable becomes a node; {@code null} when it does not, which has been noted. */
    @FunctionalInterface
    private interface Writing {
        @Nullable
        Node node(String origin, String text);
    }

    /** A value, the file (or what stands for one) to name in messages, and where it comes from. */
    private record Place(String file, String origin, Node node) {}
}
