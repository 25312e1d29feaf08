package dev.postern.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MappingReaderTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Problems problems = new Problems("f.yaml");

    @Test
    void readsEachTypeAndNothingIsTheDefault() {
        String text = "t: word\ni: 7\nb: true\nw: seconds\nd: 250ms\ns: 4MiB\nl: [a, b]\nn: {i: 1}\nnone:\n";

        String seen = read(
                text,
                keys -> String.join(
                        " ",
                        keys.text("t", "-"),
                        String.valueOf(keys.integer("i", 0, 10, 3)),
                        String.valueOf(keys.bool("b", false)),
                        keys.word("w", TimeUnit.class, TimeUnit.DAYS).name(),
                        keys.duration("d", Duration.ZERO, HOUR, HOUR).toString(),
                        String.valueOf(keys.bytes("s", 0, 1 << 30, 1)),
                        keys.list("l", Typed.TEXT, List.of()).toString(),
                        keys.nested("n", inner -> "n" + inner.integer("i", 0, 1, 0), ""),
                        keys.text("none", "default"),
                        String.valueOf(keys.integer("missing", 0, 10, 3))));

        assertThat(problems.inOrder()).isEmpty();
        assertThat(seen).isEqualTo("word 7 true SECONDS PT0.25S 4194304 [a, b] n1 default 3");
    }

    @Test
    void notesEveryMistakeAndGoesOn() {
        read(
                "i: 11\nb: yes\nd: 5\ns: 4MB\nl: a\nx: 1\nn: [1]\n",
                keys -> List.of(
                        keys.integer("i", 0, 10, 3),
                        keys.bool("b", false),
                        keys.duration("d", Duration.ZERO, HOUR, HOUR),
                        keys.bytes("s", 0, 1024, 1),
                        keys.list("l", Typed.TEXT, List.of()),
                        keys.nested("n", inner -> "", "")));

        assertThat(problems.inOrder())
                .extracting(Object::toString)
                .containsExactly(
                        "f.yaml:1:4: error: found '11', expected a whole number from 0 to 10",
                        "f.yaml:2:4: error: found 'yes', expected true or false",
                        "f.yaml:3:4: error: found '5', expected a duration from 0s to 1h, such as 250ms or 5s",
                        "f.yaml:4:4: error: found '4MB', expected a size from 0 to 1KiB, such as 64KiB",
                        "f.yaml:5:4: error: found 'a', expected a list",
                        "f.yaml:6:1: error: unknown key 'x', expected one of b, d, i, l, n, s",
                        "f.yaml:7:4: error: found a list, expected a mapping");
    }

    @Test
    void asksForWhatIsRequired() {
        read("a: ~\n", keys -> String.valueOf(keys.required("a", Typed.TEXT)));

        assertThat(problems.inOrder())
                .extracting(Object::toString)
                .containsExactly("f.yaml:1:1: error: no 'a', expected one");
    }

    @ParameterizedTest
    @CsvSource({"0, PT0S", "0s, PT0S", "10us, PT0.00001S", "250ms, PT0.25S", "5s, PT5S", "1m, PT1M", "2h, PT2H"})
    void readsDurationsAndWritesThemBack(String text, String iso) {
        Duration duration = Quantity.duration(text);

        assertThat(duration).isEqualTo(Duration.parse(iso));
        assertThat(Quantity.text(Duration.parse(iso))).isEqualTo(text.equals("0") ? "0s" : text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "512, 512", "1KiB, 1024", "4MiB, 4194304", "3GiB, 3221225472"})
    void readsSizesAndWritesThemBack(String text, long bytes) {
        assertThat(Quantity.bytes(text)).isEqualTo(bytes);
        assertThat(Quantity.text(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"5", "5 s", "-5s", "5S", "s", "5d", "1.5s", "9999999999999999s", "''"})
    void knowsNoOtherDurations(String text) {
        assertThat(Quantity.duration(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"4MB", "4 MiB", "-1", "1.5KiB", "999999999999GiB", "''"})
    void knowsNoOtherSizes(String text) {
        assertThat(Quantity.bytes(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "mod, mode",
        "moed, mode",
        "tenant, tenants",
        "time-zone, time_zone",
        "timzone, time_zone",
        "xyz, ",
        "a, ",
        "sensitiv, sensitive",
        "sntve, "
    })
    void namesTheNearestWord(String word, String nearest) {
        assertThat(Nearest.of(word, List.of("mode", "tenants", "time_zone", "sensitive")))
                .isEqualTo(nearest);
    }

    @ParameterizedTest
    @CsvSource({"'', abc, 3", "ab, ba, 1", "abc, abc, 0", "kitten, sitting, 3", "ca, abc, 3"})
    void countsEdits(String a, String b, int edits) {
        assertThat(Nearest.distance(a, b)).isEqualTo(edits);
        assertThat(Nearest.distance(b, a)).isEqualTo(edits);
    }

    private <T> T read(String text, Function<MappingReader, T> body) {
        Node root = ((YamlResult.Parsed) Yaml.parse("f.yaml", text, YamlLimits.DEFAULTS)).root();
        return java.util.Objects.requireNonNull(MappingReader.read(root, problems, body));
    }
}
