package dev.postern.egress.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.egress.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomDetectorTest {

    @Test
    void findsWhatItsPatternDescribesBehindAKeyword() {
        Scanner scanner = scanner("[A-Z]{2}-\\d{6}", List.of("employee"), false);
        byte[] text = "Employee no. AB-123456, other CD-123456".getBytes(UTF_8);
        assertThat(scanner.scan(text).findings())
                .extracting(Finding::detector, finding -> Samples.span(text, finding))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("custom.staff", "AB-123456"),
                        org.assertj.core.groups.Tuple.tuple("custom.staff", "CD-123456"));
        assertThat(scanner.scan("no. AB-123456".getBytes(UTF_8)).findings()).isEmpty();
    }

    @Test
    void findsItSplitAnywhere() {
        Scanner scanner = scanner("[A-Z]{2}-\\d{6}", List.of("employee"), false);
        byte[] text = ("x".repeat(300) + " employee AB-123456 and more words ".repeat(3)).getBytes(UTF_8);
        List<Finding> whole = scanner.scan(text).findings();
        assertThat(whole).hasSize(3);
        for (int split = 0; split < text.length; split++) {
            ScanStream stream = scanner.stream();
            stream.push(text, 0, split);
            stream.push(text, split, text.length);
            assertThat(stream.end().findings())
                    .describedAs("split at %d", split)
                    .isEqualTo(whole);
        }
    }

    @Test
    void asksForLuhnsCheckWhereToldSo() {
        Scanner scanner = scanner("\\d{8}", List.of("badge"), true);
        assertThat(scanner.scan("badge 12345674".getBytes(UTF_8)).findings()).hasSize(1);
        assertThat(scanner.scan("badge 12345675".getBytes(UTF_8)).findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Staff | x     | key | 80  | expected lower-case letters
            staff | (     | key | 80  | missing closing )
            staff | x*    | key | 80  | matches the empty text
            staff | (?=x) | key | 80  | invalid
            staff | x     | k   | 80  | expected 2 to 64
            staff | x     | key | 0   | expected 1 to 100
            """)
    void refusesWithAReason(String name, String pattern, String keyword, int confidence, String why) {
        assertThat(CustomDetector.of(name, pattern, List.of(keyword), confidence, false))
                .isInstanceOfSatisfying(
                        CustomDetector.Refused.class,
                        refused -> assertThat(refused.message()).contains(why));
    }

    @Test
    void takesNoTimeForAPatternThatBacktracks() {
        Scanner scanner = scanner("(a+)+$", List.of("key"), false);
        byte[] text = ("key " + "a".repeat(60) + "!").repeat(200).getBytes(UTF_8);
        assertThat(scanner.scan(text).complete()).isTrue();
    }

    private static Scanner scanner(String pattern, List<String> keywords, boolean luhn) {
        CustomDetector.Result result = CustomDetector.of("staff", pattern, keywords, 80, luhn);
        assertThat(result).isInstanceOf(CustomDetector.Made.class);
        CustomDetector detector = ((CustomDetector.Made) result).detector();
        return new Scanner(
                Detectors.with(List.of(detector), TenantSecrets.none(), LiteralSearch.Engine.AUTOMATON),
                Samples.LIMITS,
                () -> 0);
    }
}
