package dev.postern.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.Span;
import dev.postern.yaml.Node.Kind;
import dev.postern.yaml.Node.Mapping;
import dev.postern.yaml.Node.Scalar;
import dev.postern.yaml.Node.Sequence;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class YamlTest {

    @Test
    void knowsWhereEveryNodeStands() {
        Mapping root = (Mapping) parsed("a: 1\nb:\n  - x\n  - {c: 'y'}\n");

        assertThat(Objects.requireNonNull(root.find("a")).value())
                .isEqualTo(new Scalar(Kind.INTEGER, "1", new Span(1, 4)));
        assertThat(Objects.requireNonNull(root.find("b")).span()).isEqualTo(new Span(2, 1));
        Sequence list = (Sequence) Objects.requireNonNull(root.find("b")).value();
        assertThat(list.span()).isEqualTo(new Span(3, 3));
        assertThat(list.items().get(0)).isEqualTo(new Scalar(Kind.TEXT, "x", new Span(3, 5)));
        assertThat(list.items().get(1).span()).isEqualTo(new Span(4, 5));
    }

    @ParameterizedTest
    @CsvSource({
        "5, INTEGER", "-5, INTEGER", "0, INTEGER", "007, TEXT", "0x1f, TEXT", "1_000, TEXT", "1.5, REAL", "1e3, REAL",
        "true, BOOLEAN", "false, BOOLEAN", "yes, TEXT", "no, TEXT", "on, TEXT", "null, NULL", "~, NULL", ".inf, TEXT",
        "2026-01-01, TEXT", "12:30:00, TEXT", "\"5\", TEXT", "\"true\", TEXT", "\"null\", TEXT", "+5, TEXT"
    })
    void takesScalarsForWhatTheCoreSchemaSays(String written, Kind kind) {
        Scalar scalar = (Scalar) Objects.requireNonNull(((Mapping) parsed("k: " + written)).find("k"))
                .value();

        assertThat(scalar.kind()).isEqualTo(kind);
        assertThat(scalar.text()).isEqualTo(written.replace("\"", ""));
    }

    @Test
    void takesNothingForAnEmptyMapping() {
        for (String text : List.of("", "\n", "# only words\n", "---\n", "null", "~")) {
            assertThat(((Mapping) parsed(text)).entries()).as(text).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: 1\\na: 2 | 2:1 | duplicate key 'a', expected it once",
                "a: &x 1 | 1:4 | an anchor, expected a plain value",
                "a: &x {b: 1} | 1:4 | an anchor, expected a plain value",
                "a: &x 1\\nb: *x | 1:4 | an anchor, expected a plain value",
                "a: !!str 1 | 1:4 | a tag, expected a plain value",
                "a: !!java/object {} | 1:4 | a tag, expected a plain value",
                "a: 1\\n---\\nb: 2 | 2:1 | a second document, expected one only",
                "a: 1\\n---\\n | 2:1 | a second document, expected one only",
                "a: [1, 2 | | not valid yaml",
                "a: 'open | | not valid yaml",
                "\\ta: 1 | 1:1 | not valid yaml",
                "? [a]\\n: b | 1:3 | a list or mapping for a key, expected text",
                "*x : 1 | 1:1 | an alias, expected the value written out",
                "a: \\u0000 | 1:4 | not valid yaml: character U+0000, expected printable ones",
                "a: b: c | 1:5 | not valid yaml",
            })
    void refuses(String text, String place, String message) {
        List<String> said =
                refused(text.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0000", "\0"), YamlLimits.DEFAULTS);

        assertThat(said).hasSize(1);
        assertThat(said.get(0))
                .startsWith("f.yaml:" + (place == null ? "" : place + ": error: "))
                .contains(message);
    }

    @Test
    void refusesDepthBeforeItHurts() {
        assertThat(parsed("[".repeat(32) + "]".repeat(32))).isInstanceOf(Sequence.class);
        assertThat(refused("[".repeat(33) + "]".repeat(33), YamlLimits.DEFAULTS))
                .hasSize(1);
        assertThat(refused("[".repeat(1_000_000), YamlLimits.DEFAULTS).get(0))
                .contains("f.yaml:1:33", "nested too deeply, expected at most 32 levels");
        assertThat(refused("{a: ".repeat(100_000), YamlLimits.DEFAULTS).get(0)).contains("nested too deeply");
        assertThat(refused("- ".repeat(100_000), YamlLimits.DEFAULTS).get(0)).contains("nested too deeply");
    }

    @Test
    void refusesMoreThanAllowed() {
        YamlLimits small = new YamlLimits(20, 3, 2);

        assertThat(refused("a: 123456789012345678", small).get(0)).contains("21 characters, expected at most 20");
        assertThat(refused("[1, 2, 3]", small).get(0)).contains("too many values, expected at most 3");
    }

    @Test
    void answersEveryRandomTextWithATreeOrAPlace() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        String[] parts = {
            "a", "b", ":", " ", "\n", "  ", "- ", "[", "]", "{", "}", ",", "'", "\"", "#", "&x", "*x", "!", "|", ">",
            "?", "%", "@", "\t", "1", "\\", "---", "...", "\0", "\uD83D", "\uFEFF", "<<"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(24); n > 0; n--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            YamlResult result = Yaml.parse("f.yaml", text.toString(), YamlLimits.DEFAULTS);
            if (result instanceof YamlResult.Refused refused) {
                assertThat(refused.diagnostics()).as("seed %d: %s", seed, text).isNotEmpty();
            }
        }
    }

    private static Node parsed(String text) {
        YamlResult result = Yaml.parse("f.yaml", text, YamlLimits.DEFAULTS);
        assertThat(result).as(text).isInstanceOf(YamlResult.Parsed.class);
        return ((YamlResult.Parsed) result).root();
    }

    private static List<String> refused(String text, YamlLimits limits) {
        YamlResult result = Yaml.parse("f.yaml", text, limits);
        assertThat(result).isInstanceOf(YamlResult.Refused.class);
        return ((YamlResult.Refused) result)
                .diagnostics().stream().map(Object::toString).toList();
    }
}
