package dev.postern.yaml;

import dev.postern.ccl.Span;
import dev.postern.yaml.Node.Entry;
import dev.postern.yaml.Node.Mapping;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of one mapping as types. A key that is absent or empty gets the default; one that does not fit is noted
 * as a problem and gets the default too, so that reading goes on; a key nobody asked for is a problem that names the
 * nearest one asked for. Not thread-safe.
 */
public final class MappingReader {

    private final Mapping mapping;
    private final Problems problems;
    private final Set<String> asked = new LinkedHashSet<>();

    private MappingReader(Mapping mapping, Problems problems) {
        this.mapping = mapping;
        this.problems = problems;
    }

    /** What {@code body} makes of {@code node}; nothing at all counts as an empty mapping, {@code null} is no mapping. */
    public static <T> @Nullable T read(Node node, Problems problems, Function<MappingReader, T> body) {
        Mapping mapping = node.isNull() ? new Mapping(List.of(), node.span()) : Typed.mapping(node, problems);
        if (mapping == null) {
            return null;
        }
        MappingReader reader = new MappingReader(mapping, problems);
        T result = body.apply(reader);
        reader.refuseUnknown();
        return result;
    }

    /** Where the mapping starts. */
    public Span span() {
        return mapping.span();
    }

    /** The node of a key, or {@code null}; to be read with {@link Typed} or another reader. */
    public @Nullable Node node(String key) {
        asked.add(key);
        Entry entry = mapping.find(key);
        return entry == null || entry.value().isNull() ? null : entry.value();
    }

    /** Where a key's value stands, or where the mapping does if it has none. */
    public Span span(String key) {
        Node node = node(key);
        return node == null ? mapping.span() : node.span();
    }

    /** Notes a problem at a key's value. */
    public void error(String key, String message) {
        problems.error(span(key), message);
    }

    /** The value of a key as {@code type} reads it, else {@code fallback}. */
    public <T> T value(String key, Typed<T> type, T fallback) {
        T value = optional(key, type);
        return value == null ? fallback : value;
    }

    /** The value of a key as {@code type} reads it, or {@code null} when absent or wrong. */
    public <T> @Nullable T optional(String key, Typed<T> type) {
        Node node = node(key);
        return node == null ? null : type.read(node, problems);
    }

    /** The value of a key that must be there; {@code null} when absent or wrong, which has been noted. */
    public <T> @Nullable T required(String key, Typed<T> type) {
        if (node(key) == null) {
            problems.error(mapping.span(), "no '" + key + "', expected one");
            return null;
        }
        return optional(key, type);
    }

    public @Nullable String text(String key) {
        return optional(key, Typed.TEXT);
    }

    public String text(String key, String fallback) {
        return value(key, Typed.TEXT, fallback);
    }

    public int integer(String key, int min, int max, int fallback) {
        return value(key, Typed.integer(min, max), (long) fallback).intValue();
    }

    public boolean bool(String key, boolean fallback) {
        return value(key, Typed.BOOLEAN, fallback);
    }

    /** A constant of an enum by its name in lower case. */
    public <E extends Enum<E>> E word(String key, Class<E> type, E fallback) {
        return value(key, Typed.word(type), fallback);
    }

    /** A length of time such as {@code 250ms}, {@code 5s}, {@code 1m}, {@code 2h}. */
    public Duration duration(String key, Duration min, Duration max, Duration fallback) {
        return value(key, Typed.duration(min, max), fallback);
    }

    /** A number of bytes such as {@code 512}, {@code 64KiB}, {@code 4MiB}. */
    public long bytes(String key, long min, long max, long fallback) {
        return value(key, Typed.bytes(min, max), fallback);
    }

    /** A list of which each item is read as {@code item}; items that do not fit are left out. */
    public <T> List<T> list(String key, Typed<T> item, List<T> fallback) {
        return value(key, Typed.list(item), fallback);
    }

    /** A mapping inside this one. */
    public <T> T nested(String key, Function<MappingReader, T> body, T fallback) {
        return value(key, Typed.mapping(body), fallback);
    }

    private void refuseUnknown() {
        for (Entry entry : mapping.entries()) {
            if (!asked.contains(entry.key())) {
                problems.error(entry.span(), "unknown key '" + entry.key() + "', " + Nearest.hint(entry.key(), asked));
            }
        }
    }
}
