package dev.postern.sidecar.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecisionIdTest {

    @Test
    void isWrittenAsBootLaneAndNumber() {
        assertThat(new DecisionId(0xabcL, 0, 0)).hasToString("0000000000000abc-0-0");
        assertThat(new DecisionId(-1, Integer.MAX_VALUE, Long.MAX_VALUE))
                .hasToString("ffffffffffffffff-2147483647-9223372036854775807");
    }

    @Test
    void agreesWithTheFormatter() {
        long seed = Long.getLong("seed", 42);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            long boot = random.nextLong();
            int lane = random.nextInt(Integer.MAX_VALUE);
            long number = random.nextLong() >>> random.nextInt(1, 64);
            assertThat(new DecisionId(boot, lane, number))
                    .as("seed %d", seed)
                    .hasToString("%016x-%d-%d".formatted(boot, lane, number));
        }
    }
}
