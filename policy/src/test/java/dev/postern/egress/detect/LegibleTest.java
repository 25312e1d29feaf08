package dev.postern.egress.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LegibleTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());

    @Test
    void theFirstStretchIsFoundAsALookAtEachByteFindsIt() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            int odds = random.nextInt(1, 20);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(odds) == 0 ? (byte) random.nextInt(256) : (byte) random.nextInt(32, 127);
            }
            int from = random.nextInt(bytes.length + 1);
            assertThat(Legible.begin(bytes, from, bytes.length))
                    .as("seed %d round %d", SEED, round)
                    .isEqualTo(naive(bytes, from));
        }
    }

    @Test
    void aStretchEndsAtWhatIsNoText() {
        byte[] bytes = {'a', '\t', '\n', 0, 'b'};
        assertThat(Legible.end(bytes, 0, bytes.length)).isEqualTo(3);
        assertThat(Legible.end(bytes, 4, bytes.length)).isEqualTo(5);
    }

    private static int naive(byte[] bytes, int from) {
        for (int begin = from; begin + 8 <= bytes.length; begin++) {
            if (Legible.end(bytes, begin, bytes.length) >= begin + 8) {
                return begin;
            }
        }
        return -1;
    }
}
