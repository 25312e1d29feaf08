package dev.postern.yaml;

import dev.postern.ccl.FieldPath;
import dev.postern.yaml.Node.Kind;
import dev.postern.yaml.Node.Mapping;
import dev.postern.yaml.Node.Scalar;
import dev.postern.yaml.Node.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A way to read a node as a {@code T}. */
@FunctionalInterface
public interface Typed<T> {

    /** The value, or {@code null} when the node does not fit, which has been noted in {@code problems}. */
    @Nullable
    T read(Node node, Problems problems);

    /** Any scalar but an empty one, as written. */
    Typed<String> TEXT = (node, problems) ->
            node instanceof Scalar scalar && !scalar.isNull() ? scalar.text() : refuse(node, problems, "text");

    Typed<Boolean> BOOLEAN = (node, problems) -> (node instanceof Scalar scalar && scalar.kind() == Kind.BOOLEAN)
            ? Boolean.valueOf(scalar.text())
            : refuse(node, problems, "true or false");

    /** A whole number in decimal digits. */
    static Typed<Long> integer(long min, long max) {
        String expected = "a whole number from " + min + " to " + max;
        return (node, problems) -> {
            if (node instanceof Scalar scalar
                    && scalar.kind() == Kind.INTEGER
                    && scalar.text().length() < 19) {
                long value = Long.parseLong(scalar.text());
                if (value >= min && value <= max) {
                    return value;
                }
            }
            return refuse(node, problems, expected);
        };
    }

    /** A number, whole or not. */
    static Typed<Double> number(double min, double max) {
        String expected = "a number from " + min + " to " + max;
        return (node, problems) -> {
            if (node instanceof Scalar scalar && (scalar.kind() == Kind.INTEGER || scalar.kind() == Kind.REAL)) {
                double value = Double.parseDouble(scalar.text());
                if (value >= min && value <= max) {
                    return value;
                }
            }
            return refuse(node, problems, expected);
        };
    }

    /** Text that {@code pattern} matches as a whole. */
    static Typed<String> matching(Pattern pattern, String expected) {
        return (node, problems) -> {
            String text = TEXT.read(node, problems);
            return text == null || pattern.matcher(text).matches() ? text : refuse(node, problems, expected);
        };
    }

    /** A dotted path to an attribute. */
    static Typed<FieldPath> field() {
        Typed<String> dotted = matching(
                Pattern.compile("[^\\s.\\p{Cntrl}]+(\\.[^\\s.\\p{Cntrl}]+)*"),
                "a dotted path such as principal.attributes.email");
        return (node, problems) -> {
            String text = dotted.read(node, problems);
            return text == null ? null : FieldPath.of(text);
        };
    }

    /** A mapping of any names, each value of which is read as {@code value}; those that do not fit are left out. */
    static <T> Typed<Map<String, T>> map(Typed<T> value) {
        return (node, problems) -> {
            Mapping mapping = mapping(node, problems);
            if (mapping == null) {
                return null;
            }
            Map<String, T> values = new LinkedHashMap<>();
            for (Node.Entry entry : mapping.entries()) {
                T read = value.read(entry.value(), problems);
                if (read != null) {
                    values.put(entry.key(), read);
                }
            }
            return values;
        };
    }

    /** A constant of an enum by its name in lower case. */
    static <E extends Enum<E>> Typed<E> word(Class<E> type) {
        E[] constants = type.getEnumConstants();
        String expected = Arrays.stream(constants).map(Typed::wordOf).collect(Collectors.joining(", "));
        return (node, problems) -> {
            if (node instanceof Scalar scalar) {
                for (E constant : constants) {
                    if (scalar.text().equals(wordOf(constant))) {
                        return constant;
                    }
                }
            }
            return refuse(node, problems, "one of " + expected);
        };
    }

    /** The word that stands for a constant. */
    static String wordOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A whole number and one of {@code us}, {@code ms}, {@code s}, {@code m}, {@code h}; {@code 0} needs no unit. */
    static Typed<Duration> duration(Duration min, Duration max) {
        String expected =
                "a duration from " + Quantity.text(min) + " to " + Quantity.text(max) + ", such as 250ms or 5s";
        return (node, problems) -> {
            Duration value = node instanceof Scalar scalar ? Quantity.duration(scalar.text()) : null;
            return value != null && value.compareTo(min) >= 0 && value.compareTo(max) <= 0
                    ? value
                    : refuse(node, problems, expected);
        };
    }

    /** A whole number of bytes, with {@code KiB}, {@code MiB} or {@code GiB} if it is of those. */
    static Typed<Long> bytes(long min, long max) {
        String expected = "a size from " + Quantity.text(min) + " to " + Quantity.text(max) + ", such as 64KiB";
        return (node, problems) -> {
            Long value = node instanceof Scalar scalar ? Quantity.bytes(scalar.text()) : null;
            return value != null && value >= min && value <= max ? value : refuse(node, problems, expected);
        };
    }

    /** A list of which each item is read as {@code item}; items that do not fit are left out. */
    static <T> Typed<List<T>> list(Typed<T> item) {
        return (node, problems) -> {
            if (!(node instanceof Sequence sequence)) {
                return refuse(node, problems, "a list");
            }
            List<T> values = new ArrayList<>();
            for (Node each : sequence.items()) {
                T value = item.read(each, problems);
                if (value != null) {
                    values.add(value);
                }
            }
            return values;
        };
    }

    /** A mapping whose keys {@code body} reads. */
    static <T> Typed<T> mapping(Function<MappingReader, T> body) {
        return (node, problems) -> MappingReader.read(node, problems, body);
    }

    /** The node as a mapping. */
    static @Nullable Mapping mapping(Node node, Problems problems) {
        return node instanceof Mapping mapping ? mapping : refuse(node, problems, "a mapping");
    }

    /** Notes that a node is not what was expected, and stands for the missing value as {@code null}. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // null is of every type
    static <T> @Nullable T refuse(Node node, Problems problems, String expected) {
        problems.error(node.span(), "found " + node.described() + ", expected " + expected);
        return null;
    }
}
