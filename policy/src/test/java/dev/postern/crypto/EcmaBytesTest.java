package dev.postern.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.Seeds;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcmaBytesTest {

    /** From the examples of RFC 8785, appendix B, and the edges of the plain form. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1.0, 1",
        "1e2, 100",
        "-1.5, -1.5",
        "4.9E-324, 5e-324",
        "-4.9E-324, -5e-324",
        "1.7976931348623157E308, 1.7976931348623157e+308",
        "9007199254740992, 9007199254740992",
        "9007199254740993, 9007199254740992",
        "295147905179352830000, 295147905179352830000",
        "9.999999999999997e22, 9.999999999999997e+22",
        "1e23, 1e+23",
        "1.0000000000000001e23, 1.0000000000000001e+23",
        "999999999999999700000, 999999999999999700000",
        "999999999999999900000, 999999999999999900000",
        "1e21, 1e+21",
        "1e20, 100000000000000000000",
        "0.000001, 0.000001",
        "0.0000001, 1e-7",
        "9.999999999999997e-7, 9.999999999999997e-7",
        "333333333.33333325, 333333333.33333325",
        "333333333.3333332, 333333333.3333332",
        "2e-3, 0.002",
        "123e-20, 1.23e-18",
        "2.0000000000000004, 2.0000000000000004",
        "9223372036854775807, 9223372036854776000",
        "18446744073709551615, 18446744073709552000"
    })
    void writesNumbersAsEcmaScriptDoes(String number, String text) {
        assertThat(text(number)).isEqualTo(text);
    }

    @Test
    void writesTheShortestDigitsThatReadBack() {
        Seeds.forEach(4000, seed -> {
            double value = Double.longBitsToDouble(new SplittableRandom(seed).nextLong());
            if (Double.isFinite(value)) {
                String text = EcmaNumber.print(value);
                assertThat(Double.parseDouble(text)).isEqualTo(value);
                assertThat(digits(text)).isLessThanOrEqualTo(digits(Double.toString(value)));
            }
        });
    }

    @Test
    void sortsByUtf16UnitAfterArrayIndices() {
        assertThat(
                        text(
                                "{\"\uffff\":1,\"\ud83d\ude00\":2,\"b\":3,\"10\":4,\"9\":5,\"01\":6,\"4294967295\":7,\"4294967294\":8}"))
                .isEqualTo(
                        "{\"9\":5,\"10\":4,\"4294967294\":8,\"01\":6,\"4294967295\":7,\"b\":3,\"\ud83d\ude00\":2,\"\uffff\":1}");
    }

    @Test
    void leavesTimesAlone() {
        assertThat(text("\"2024-01-15T10:30:00.5+05:00\"")).isEqualTo("\"2024-01-15T10:30:00.5+05:00\"");
    }

    private static int digits(String number) {
        String significand = number.replaceFirst("[eE].*", "").replaceAll("[^0-9]", "");
        return significand.replaceFirst("^0+", "").replaceFirst("0+$", "").length();
    }

    private static String text(String json) {
        Json value = Jsons.parsed(JsonParser.parse(json, JsonLimits.STRICT.withDecimals()));
        return new String(EcmaBytes.of(value).toByteArray(), UTF_8);
    }
}
