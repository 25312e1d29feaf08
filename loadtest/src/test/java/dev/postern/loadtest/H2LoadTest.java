package dev.postern.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class H2LoadTest {

    private static final String OUTPUT = """
            finished in 1.21s, 123456.78 req/s, 12.34MB/s
            requests: 150000 total, 150000 started, 150000 done, 149999 succeeded, %d failed, 0 errored, 0 timeout
            """;

    @Test
    void readsSpeedAndCount() {
        assertThat(H2Load.pace(OUTPUT.formatted(0))).isEqualTo(new Client.Pace(149_999, 123_456.78));
    }

    @Test
    void refusesARunWithFailures() {
        assertThatThrownBy(() -> H2Load.pace(OUTPUT.formatted(1))).hasMessageContaining("h2load had failures");
    }

    @Test
    void refusesOutputItDoesNotUnderstand() {
        assertThatThrownBy(() -> H2Load.pace("unable to connect")).hasMessageContaining("unable to connect");
    }

    @Test
    void framesAMessageAsGrpcDoes() {
        assertThat(H2Load.frame(new byte[258])).hasSize(263).startsWith(0, 0, 0, 1, 2);
    }
}
