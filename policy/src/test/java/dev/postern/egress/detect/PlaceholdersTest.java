package dev.postern.egress.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${DB_PASSWORD}",
                "$PASSWORD",
                "{{ .Values.key }}",
                "%PASSWORD%",
                "<your key>",
                "your-api-key-here",
                "YOUR_KEY",
                "changeme",
                "xxxxxxxx",
                "********",
                "000000000000",
                "abababab",
                "process.env.KEY",
                "vault:secret/data",
                "op://vault/item",
                "null",
                "password",
                "12345678",
                "my-example-token",
            })
    void standForAnother(String value) {
        assertThat(Placeholders.is(value.getBytes(UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h4nter2x",
                "password1!x",
                "q8Zr4TnV2xLw7Kp0",
                "aB3yOuRk9",
                "AQAAABAAAAAQq8Zr",
                "nullable77",
                "0a00000b7c",
            })
    void standForThemselves(String value) {
        assertThat(Placeholders.is(value.getBytes(UTF_8))).isFalse();
    }

    @Test
    void nothingStandsForAnother() {
        assertThat(Placeholders.is(new byte[0])).isTrue();
    }

    @Test
    void aRowInALongValueSaysNothing() {
        assertThat(Placeholders.is(("q8Zr4TnV2xLw7Kp0AAAAAAAA" + "Sd3Yb6Mh".repeat(8)).getBytes(UTF_8)))
                .isFalse();
    }
}
