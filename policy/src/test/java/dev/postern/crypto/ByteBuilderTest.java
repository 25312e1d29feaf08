package dev.postern.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ByteBuilderTest {

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final ByteBuilder out = new ByteBuilder(1);

    @Test
    void decimalsAreThoseOfTheJdk() {
        long power = 1;
        for (int digits = 1; digits <= 19; digits++, power *= 10) {
            for (long near : new long[] {power - 1, power, power + 1, -power}) {
                assertDecimal(near);
            }
        }
        assertDecimal(Long.MAX_VALUE);
        assertDecimal(Long.MIN_VALUE);
        for (int i = 0; i < 100_000; i++) {
            assertDecimal(random.nextLong() >>> random.nextInt(Long.SIZE));
        }
    }

    @Test
    void hexadecimalsAreThoseOfTheJdk() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        for (int from = 0; from < bytes.length; from++) {
            int length = random.nextInt(bytes.length - from + 1);
            String expected = HexFormat.of().formatHex(bytes, from, from + length);
            assertThat(text(out.clear().hex(bytes, from, length))).isEqualTo(expected);
        }
    }

    private void assertDecimal(long value) {
        assertThat(text(out.clear().u8('#').decimal(value).u8('#')))
                .as("seed %d", seed)
                .isEqualTo("#" + value + "#");
    }

    private static String text(ByteBuilder out) {
        return new String(out.toByteArray(), StandardCharsets.US_ASCII);
    }
}
