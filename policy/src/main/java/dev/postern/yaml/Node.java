package dev.postern.yaml;

import dev.postern.ccl.Span;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A part of a YAML document that knows where it stands. Immutable. */
public sealed interface Node {

    /** Where its first character stands. */
    Span span();

    /** What it is, with its article, as messages put it: {@code a list}. */
    String described();

    /**
     * A single value.
     *
     * @param kind what its spelling stands for in the core schema of YAML 1.2; quoted scalars are always text
     * @param text as written, quotes and escapes resolved
     */
    record Scalar(Kind kind, String text, Span span) implements Node {

        private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
        private static final Pattern REAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

        /** The scalar that {@code text} is when written without quotes. */
        public static Scalar plain(String text, Span span) {
            return new Scalar(resolve(text), text, span);
        }

        private static Kind resolve(String text) {
            return switch (text) {
                case "", "~", "null" -> Kind.NULL;
                case "true", "false" -> Kind.BOOLEAN;
                default ->
                    INTEGER.matcher(text).matches()
                            ? Kind.INTEGER
                            : REAL.matcher(text).matches() ? Kind.REAL : Kind.TEXT;
            };
        }

        @Override
        public String described() {
            return kind == Kind.NULL ? "nothing" : "'" + text + "'";
        }
    }

    /** What a scalar stands for. */
    enum Kind {
        NULL,
        BOOLEAN,
        INTEGER,
        REAL,
        TEXT
    }

    /** A list. */
    record Sequence(List<Node> items, Span span) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String described() {
            return "a list";
        }
    }

    /** Named nodes in source order; no name comes twice. */
    record Mapping(List<Entry> entries, Span span) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        /** The entry of that name, or {@code null}. */
        public @Nullable Entry find(String key) {
            for (Entry entry : entries) {
                if (entry.key().equals(key)) {
                    return entry;
                }
            }
            return null;
        }

        @Override
        public String described() {
            return "a mapping";
        }
    }

    /**
     * One line of a mapping.
     *
     * @param span where the key stands
     */
    record Entry(String key, Span span, Node value) {}

    /** Whether this says nothing: an empty value, {@code ~} or {@code null}. */
    default boolean isNull() {
        return this instanceof Scalar scalar && scalar.kind() == Kind.NULL;
    }
}
