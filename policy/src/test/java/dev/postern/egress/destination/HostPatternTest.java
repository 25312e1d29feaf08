package dev.postern.egress.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPatternTest {

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, true",
        "example.com, www.example.com, false",
        "EXAMPLE.com, example.com, true",
        "*.example.com, www.example.com, true",
        "*.example.com, a.b.example.com, true",
        "*.example.com, example.com, false",
        "*.example.com, evilexample.com, false",
        "*.example.com, .example.com, false",
        "*.bücher.example, a.xn--bcher-kva.example, true",
        "127.1, 127.0.0.1, true",
        "[0:0::1], [::1], true",
    })
    void coversAHostOrAllNamesBelowOne(String pattern, String host, boolean covers) {
        assertThat(Objects.requireNonNull(HostPattern.parse(pattern)).covers(host))
                .isEqualTo(covers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*.",
                "*.com",
                "*.co.uk",
                "*.github.io",
                "*.127.0.0.1",
                "a.*.com",
                "a b",
                "x:443",
                "*.*.x.com"
            })
    void refusesWhatBelongsToManyOrIsNoHost(String pattern) {
        assertThat(HostPattern.parse(pattern)).isNull();
    }
}
