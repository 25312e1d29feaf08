package dev.postern.egress.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.egress.Finding;
import dev.postern.egress.FindingType;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantSecretsTest {

    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);

    @Test
    void findsASecretItKnowsByDigestOnly() {
        byte[] text = "so the launch code is blue heron at dawn, ok".getBytes(UTF_8);
        assertThat(scanner("blue heron at dawn").scan(text).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.type()).isEqualTo(FindingType.TENANT_SECRET);
                    assertThat(Samples.span(text, finding)).isEqualTo("blue heron at dawn");
                });
    }

    @Test
    void findsItSplitAnywhereAndInBase64() {
        Scanner scanner = scanner("blue heron at dawn", "blue heron at dusk!", "eight ch");
        byte[] text = "x blue heron at dusk! y Ymx1ZSBoZXJvbiBhdCBkYXdu z eight ch".getBytes(UTF_8);
        List<Finding> whole = scanner.scan(text).findings();
        assertThat(whole).hasSize(3);
        for (int split = 0; split <= text.length; split++) {
            ScanStream stream = scanner.stream();
            stream.push(text, 0, split);
            stream.push(text, split, text.length);
            assertThat(stream.end().findings())
                    .describedAs("split at %d", split)
                    .isEqualTo(whole);
        }
    }

    @Test
    void findsNothingWithAnotherKey() {
        TenantSecrets secrets = TenantSecrets.of(
                "ffffffffffffffffffffffffffffffff".getBytes(UTF_8),
                List.of(TenantSecrets.entry(KEY, "blue heron at dawn".getBytes(UTF_8))));
        Scanner scanner = new Scanner(
                Detectors.with(List.of(), secrets, LiteralSearch.Engine.AUTOMATON), Samples.LIMITS, () -> 0);
        assertThat(scanner.scan("blue heron at dawn".getBytes(UTF_8)).findings())
                .isEmpty();
    }

    @Test
    void anEntryTellsNothingOfTheSecret() {
        assertThat(TenantSecrets.entry(KEY, "blue heron at dawn".getBytes(UTF_8))
                        .toString())
                .doesNotContain("blue")
                .doesNotContain("dawn");
    }

    @Test
    void refusesASecretTooShortToTell() {
        assertThatThrownBy(() -> TenantSecrets.entry(KEY, new byte[7])).hasMessageContaining("expected 8 to 256");
    }

    private static Scanner scanner(String... secrets) {
        List<TenantSecrets.Entry> entries = java.util.Arrays.stream(secrets)
                .map(secret -> TenantSecrets.entry(KEY, secret.getBytes(UTF_8)))
                .toList();
        return new Scanner(
                Detectors.with(List.of(), TenantSecrets.of(KEY, entries), LiteralSearch.Engine.AUTOMATON),
                Samples.LIMITS,
                () -> 0);
    }
}
