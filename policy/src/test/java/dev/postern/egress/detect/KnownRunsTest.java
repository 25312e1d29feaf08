package dev.postern.egress.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KnownRunsTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());

    private static final List<CharSet> SETS = List.of(
            CharSet.of("a"),
            CharSet.of("a-b"),
            CharSet.of("a-c"),
            CharSet.of("ac"),
            CharSet.of("b-c"),
            CharSet.of("b"));

    @Test
    void endsWhereANaiveWalkEndsWhateverWasAskedBefore() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 200; round++) {
            byte[] text = new byte[random.nextInt(1, 200)];
            for (int i = 0; i < text.length; i++) {
                text[i] = (byte) ('a' + Math.max(0, random.nextInt(5) - 2));
            }
            KnownRuns runs = new KnownRuns();
            for (int question = 0; question < 100; question++) {
                int at = random.nextInt(text.length);
                int limit = random.nextInt(at, text.length + 1);
                CharSet set = SETS.get(random.nextInt(SETS.size()));
                assertThat(runs.end(text, at, limit, set))
                        .as("seed %d, round %d, question %d", SEED, round, question)
                        .isEqualTo(naive(text, at, limit, set));
            }
        }
    }

    private static int naive(byte[] text, int at, int limit, CharSet set) {
        int end = at;
        while (end < limit && set.has(text[end])) {
            end++;
        }
        return end;
    }
}
