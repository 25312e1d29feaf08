package dev.postern.sidecar.source.principals;

import dev.postern.ccl.Diagnostic;
import dev.postern.policy.Principal;
import dev.postern.policy.Value;
import dev.postern.yaml.MappingReader;
import dev.postern.yaml.Node;
import dev.postern.yaml.Node.Mapping;
import dev.postern.yaml.Node.Scalar;
import dev.postern.yaml.Node.Sequence;
import dev.postern.yaml.Problems;
import dev.postern.yaml.Typed;
import dev.postern.yaml.Yaml;
import dev.postern.yaml.YamlLimits;
import dev.postern.yaml.YamlResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads principals as people write them in YAML, and attributes as a database keeps them in JSON, which is YAML too.
 *
 * <pre>
 * principals:
 *   alice:
 *     roles: [editor, on_call]
 *     attributes: {department: finance, clearance: 3}
 * </pre>
 */
final class PrincipalText {

    private static final Typed<List<String>> ROLES = Typed.list(Typed.TEXT);
    private static final Typed<Value> VALUE = PrincipalText::value;
    private static final Typed<Map<String, Value>> ATTRIBUTES = Typed.map(VALUE);

    private PrincipalText() {}

    /** What came of reading a text. */
    sealed interface Reading {

        record Good(Map<String, PrincipalTable.Entry> principals) implements Reading {}

        /** Nothing of the text counts. */
        record Bad(List<Diagnostic> problems) implements Reading {}
    }

    /** Reads a file's text. */
    static Reading read(String file, String text, YamlLimits limits) {
        YamlResult result = Yaml.parse(file, text, limits);
        if (result instanceof YamlResult.Refused refused) {
            return new Reading.Bad(refused.diagnostics());
        }
        Problems problems = new Problems(file);
        Node root = ((YamlResult.Parsed) result).root();
        Map<String, PrincipalTable.Entry> principals = MappingReader.read(root, problems, keys -> {
            Node node = keys.node("principals");
            return node == null ? Map.<String, PrincipalTable.Entry>of() : principals(node, problems);
        });
        return principals == null || !problems.isEmpty()
                ? new Reading.Bad(problems.inOrder())
                : new Reading.Good(principals);
    }

    /** Attributes of a JSON object, or {@code null} when the text is none or holds what no value can. */
    static @Nullable Map<String, Value> attributes(String json, YamlLimits limits) {
        if (!(Yaml.parse("attributes", json, limits) instanceof YamlResult.Parsed parsed)) {
            return null;
        }
        Problems problems = new Problems("attributes");
        Map<String, Value> attributes = ATTRIBUTES.read(parsed.root(), problems);
        return problems.isEmpty() ? attributes : null;
    }

    private static Map<String, PrincipalTable.Entry> principals(Node node, Problems problems) {
        Map<String, PrincipalTable.Entry> principals = new HashMap<>();
        Mapping mapping = Typed.mapping(node, problems);
        if (mapping != null) {
            for (Node.Entry each : mapping.entries()) {
                Principal principal = MappingReader.read(
                        each.value(),
                        problems,
                        keys -> new Principal(
                                each.key(),
                                keys.value("roles", ROLES, List.of()),
                                keys.value("attributes", ATTRIBUTES, Map.of())));
                if (principal != null) {
                    principals.put(each.key(), new PrincipalTable.Entry(principal, true));
                }
            }
        }
        return principals;
    }

    private static @Nullable Value value(Node node, Problems problems) {
        if (node instanceof Scalar scalar) {
            return scalar(scalar, problems);
        }
        if (node instanceof Sequence sequence) {
            List<Value> items = new ArrayList<>();
            for (Node each : sequence.items()) {
                Value item = value(each, problems);
                if (item != null) {
                    items.add(item);
                }
            }
            return new Value.Items(items);
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Node.Entry each : ((Mapping) node).entries()) {
            Value field = value(each.value(), problems);
            if (field != null) {
                fields.put(each.key(), field);
            }
        }
        return new Value.Fields(fields);
    }

    private static @Nullable Value scalar(Scalar scalar, Problems problems) {
        return switch (scalar.kind()) {
            case NULL -> Value.Null.NULL;
            case BOOLEAN -> Value.Bool.of(Boolean.parseBoolean(scalar.text()));
            case TEXT -> new Value.Text(scalar.text());
            case INTEGER -> {
                try {
                    yield new Value.Int(Long.parseLong(scalar.text()));
                } catch (NumberFormatException tooLarge) {
                    yield Typed.refuse(scalar, problems, "a number of 64 bits");
                }
            }
            case REAL -> {
                double real = Double.parseDouble(scalar.text());
                yield Double.isFinite(real)
                        ? new Value.Real(real)
                        : Typed.refuse(scalar, problems, "a number that a double can hold");
            }
        };
    }
}
