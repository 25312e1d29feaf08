package dev.postern.egress.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.egress.Finding;
import dev.postern.egress.FindingType;
import dev.postern.egress.Redaction;
import dev.postern.egress.Scan;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RedactionTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());

    static Stream<Samples.Sample> samples() {
        return Samples.FOUND.stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void leavesNothingOfWhatWasFound(Samples.Sample sample) {
        byte[] text = ("Dear all, " + sample.text() + " and so on.").getBytes(UTF_8);
        String redacted = new String(redacted(text).orElseThrow(), UTF_8);
        assertThat(redacted)
                .doesNotContain(sample.span())
                .contains("_REDACTED]")
                .startsWith("Dear all, ");
        assertThat(Samples.scan(redacted).findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aTokenIsNoFindingBesideAnything(FindingType type) {
        for (String around :
                List.of("%s", "password = %s", "token: \"%s\"", "%s@acme", "http://u:%s@h/", "+1 %s 23", "=%s=")) {
            assertThat(Samples.scan(around.formatted(type.token())).findings()).isEmpty();
        }
    }

    @Test
    void joinsSpansThatOverlap() {
        List<Finding> findings = List.of(
                finding(FindingType.EMAIL, 2, 6), finding(FindingType.PHONE, 4, 8), finding(FindingType.SSN, 9, 10));
        assertThat(new String(Redaction.redact("0123456789ab".getBytes(UTF_8), findings), UTF_8))
                .isEqualTo("01[EMAIL_REDACTED]8[SSN_REDACTED]ab");
    }

    @Test
    void neverLeavesHalfACharacter() {
        byte[] text = "a\u00e9\u20ac\ud83d\ude00z".getBytes(UTF_8);
        for (int start = 0; start < text.length; start++) {
            for (int end = start + 1; end <= text.length; end++) {
                String redacted =
                        new String(Redaction.redact(text, List.of(finding(FindingType.EMAIL, start, end))), UTF_8);
                assertThat(redacted).doesNotContain("\ufffd");
            }
        }
    }

    @Test
    void findsNothingInWhatItRedacted() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 12; i++) {
                String sample =
                        Samples.FOUND.get(random.nextInt(Samples.FOUND.size())).text();
                int from = random.nextInt(4) == 0 ? random.nextInt(sample.length()) : 0;
                text.append(sample.substring(from)).append(" \n-;=".charAt(random.nextInt(5)));
            }
            byte[] content = text.toString().getBytes(UTF_8);
            byte[] once = redacted(content)
                    .orElseThrow(() -> new AssertionError("seed " + SEED + ": does not come clean: " + text));
            assertThat(redacted(once))
                    .describedAs("seed %d, round %d", SEED, round)
                    .contains(once);
        }
    }

    @Test
    void neverRedactsWhatWasNotSeenWhole() {
        byte[] text = "a@b.de c@d.de".getBytes(UTF_8);
        Scanner scanner = new Scanner(Detectors.builtIn(), Samples.LIMITS.withFindings(1), () -> 0);
        assertThat(scanner.redact(text, scanner.scan(text))).isEmpty();
    }

    private static Optional<byte[]> redacted(byte[] text) {
        Scanner scanner = Samples.scanner();
        Scan scan = scanner.scan(text);
        return scanner.redact(text, scan);
    }

    private static Finding finding(FindingType type, int start, int end) {
        return new Finding(type, "test", start, end, 90, "");
    }
}
