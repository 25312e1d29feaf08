package dev.postern.sidecar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8181, 127.0.0.1:8181, true",
        "localhost:0, 127.0.0.1:0, true",
        "[::1]:8181, [0:0:0:0:0:0:0:1]:8181, true",
        "0.0.0.0:8181, 0.0.0.0:8181, false",
        "10.0.0.7:443, 10.0.0.7:443, false",
        "unix:/run/postern.sock, unix:/run/postern.sock, true"
    })
    void readsAddressesAndKnowsWhichAreLocal(String text, String shown, boolean local) {
        ListenAddress address = ListenAddress.parse(text);
        assertThat(address).hasToString(shown);
        assertThat(address.isLocal()).isEqualTo(local);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "8181", ":8181", "127.0.0.1", "127.0.0.1:", "127.0.0.1:http", "127.0.0.1:65536", "::1:8181"})
    void refusesWhatIsNoAddress(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenAddress.parse(text))
                .withMessageContaining("expected host:port");
    }

    @Test
    void refusesSocketPathsThatAreRelativeOrTooLongForTheKernel() {
        assertThatIllegalArgumentException().isThrownBy(() -> ListenAddress.parse("unix:postern.sock"));
        assertThatIllegalArgumentException().isThrownBy(() -> ListenAddress.parse("unix:/" + "x".repeat(107)));
        assertThat(ListenAddress.parse("unix:/" + "x".repeat(106))).isInstanceOf(ListenAddress.Unix.class);
    }

    @Test
    void assertionsAreTrustedOnlyWhereCallersAreLocalUnlessSaidOtherwise() {
        assertThat(ListenerConfig.DEFAULTS.trustsAsserted()).isTrue();
        assertThat(ListenerConfig.DEFAULTS
                        .at(ListenAddress.parse("0.0.0.0:8181"))
                        .trustsAsserted())
                .isFalse();
    }
}
