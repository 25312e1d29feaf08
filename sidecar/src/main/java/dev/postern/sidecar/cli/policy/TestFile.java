package dev.postern.sidecar.cli.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.ccl.Diagnostic;
import dev.postern.ccl.Severity;
import dev.postern.policy.Outcome;
import dev.postern.sidecar.cli.ask.Question;
import dev.postern.sidecar.cli.ask.QuestionReader;
import dev.postern.sidecar.cli.ask.Read;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Json;
import dev.postern.yaml.MappingReader;
import dev.postern.yaml.Node;
import dev.postern.yaml.Problems;
import dev.postern.yaml.Typed;
import dev.postern.yaml.Yaml;
import dev.postern.yaml.YamlLimits;
import dev.postern.yaml.YamlResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file of checks and the answers they should get.
 *
 * @param path of the file
 * @param bundle what answers, found from the file's own directory
 * @param countLimits whether the checks, in order, use up {@code limit} rules
 */
record TestFile(Path path, Path bundle, boolean countLimits, List<TestCase> cases) {

    private static final List<String> QUESTION_KEYS =
            List.of("tenant", "principal", "action", "resource", "context", "now");

    TestFile {
        cases = List.copyOf(cases);
    }

    /** Reads a file; one with errors ends the command with its diagnostics. */
    static TestFile read(Path path) throws IOException {
        String text;
        try {
            text = Files.readString(path, UTF_8);
        } catch (NoSuchFileException e) {
            throw CommandException.badInput("test file '" + path + "' does not exist");
        }
        YamlResult result = Yaml.parse(path.toString(), text, YamlLimits.DEFAULTS);
        if (result instanceof YamlResult.Refused refused) {
            throw refused(refused.diagnostics());
        }
        Problems problems = new Problems(path.toString());
        TestFile file = MappingReader.read(
                ((YamlResult.Parsed) result).root(), problems, reader -> file(path, reader, problems));
        if (file == null || !problems.isEmpty()) {
            throw refused(problems.inOrder());
        }
        return file;
    }

    private static CommandException refused(List<Diagnostic> diagnostics) {
        return CommandException.badFiles(
                diagnostics.stream().map(Diagnostic::toString).toList());
    }

    private static TestFile file(Path path, MappingReader reader, Problems problems) {
        String bundle = Objects.requireNonNullElse(reader.required("bundle", Typed.TEXT), "");
        boolean countLimits = reader.bool("count_limits", false);
        String now = reader.text("now", "");
        List<TestCase> cases = reader.list(
                "checks",
                (node, found) -> MappingReader.read(node, found, check -> testCase(check, now, problems)),
                List.of());
        return new TestFile(path, path.resolveSibling(bundle), countLimits, cases);
    }

    private static @Nullable TestCase testCase(MappingReader reader, String fallbackNow, Problems problems) {
        String name = reader.text("name", "");
        ObjectNode tree = Json.object();
        for (String key : QUESTION_KEYS) {
            Node node = reader.node(key);
            if (node != null) {
                tree.set(key, json(node));
            }
        }
        if (!tree.has("now") && !fallbackNow.isEmpty()) {
            tree.put("now", fallbackNow);
        }
        Expectation expected = reader.required("expect", Typed.mapping(TestFile::expectation));
        Read read = QuestionReader.object(tree);
        if (read instanceof Read.Refused refused) {
            problems.error(reader.span(), refused.message());
            return null;
        }
        Question question = ((Read.Asked) read).question();
        String shown =
                name.isEmpty() ? question.principal().id() + " " + question.action() + " " + question.resource() : name;
        return expected == null ? null : new TestCase(shown.strip(), reader.span(), question, expected);
    }

    private static Expectation expectation(MappingReader reader) {
        Typed<Outcome> outcome = (node, problems) -> {
            for (Outcome each : Outcome.values()) {
                if (node instanceof Node.Scalar scalar
                        && scalar.text().toUpperCase(Locale.ROOT).equals(each.name())) {
                    return each;
                }
            }
            return Typed.refuse(node, problems, "ALLOW or DENY");
        };
        Outcome decision = reader.required("decision", outcome);
        return new Expectation(
                decision == null ? Outcome.DENY : decision,
                reader.text("reason"),
                reader.text("rule"),
                reader.optional("obligations", Typed.list(Typed.TEXT)),
                reader.optional("severity", Typed.word(Severity.class)));
    }

    private static JsonNode json(Node node) {
        if (node instanceof Node.Mapping mapping) {
            ObjectNode object = Json.object();
            mapping.entries().forEach(entry -> object.set(entry.key(), json(entry.value())));
            return object;
        } else if (node instanceof Node.Sequence sequence) {
            var array = Json.array();
            sequence.items().forEach(item -> array.add(json(item)));
            return array;
        }
        return Json.scalar((Node.Scalar) node);
    }
}
