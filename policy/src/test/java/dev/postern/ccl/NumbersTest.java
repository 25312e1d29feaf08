package dev.postern.ccl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource({
        "0.0, 0",
        "-0.0, 0",
        "1.0, 1",
        "-1.50, -1.5",
        "0.1, 0.1",
        "123456789012345680000.0, 123456789012345680000",
        "1e21, 1e+21",
        "1.25e22, 1.25e+22",
        "0.000001, 0.000001",
        "1e-7, 1e-7",
        "1.5e-9, 1.5e-9",
        "5e-324, 5e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "2e-3, 0.002",
        "2e23, 2e+23",
        "9007199254740993.0, 9007199254740992",
        "5.6843418860808015e-14, 5.684341886080802e-14"
    })
    void textIsThatOfEcmaScript(double value, String text) {
        assertThat(Numbers.text(value)).isEqualTo(text);
    }

    @Test
    void textAndLiteralReadBackAsTheSameNumber() {
        Seeds.forEach(1_000, seed -> {
            double value = Double.longBitsToDouble(new SplittableRandom(seed).nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(Numbers.text(value))).isEqualTo(value);
                assertThat(Double.parseDouble(Numbers.literal(value))).isEqualTo(value);
                assertThat(Numbers.literal(value)).matches("-?[0-9]+[.][0-9]+");
            }
        });
    }
}
