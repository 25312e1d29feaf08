package dev.postern.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetTest {

    @Test
    void readsAddressesAndSockets() {
        assertThat(Target.parse("127.0.0.1:8181")).isEqualTo(new Target.Tcp("127.0.0.1", 8181));
        assertThat(Target.parse("[::1]:1")).isEqualTo(new Target.Tcp("::1", 1));
        assertThat(Target.parse("unix:/run/postern.sock")).isEqualTo(new Target.Unix(Path.of("/run/postern.sock")));
        assertThat(Target.parse("unix:///run/postern.sock")).isEqualTo(new Target.Unix(Path.of("/run/postern.sock")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "host", "host:", ":8181", "host:0", "host:65536", "host:-1", "::1:80", "unix:"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> Target.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
