package dev.postern.sidecar.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpentProofsTest {

    private static final Duration AGE = Duration.ofSeconds(30);
    private static final long NOW = 1_800_000_000_000L;

    @Test
    void spendsANonceOnceWhileItsProofIsGood() {
        SplittableRandom random = new SplittableRandom(7);
        SpentProofs spent = new SpentProofs(AGE, 10_000);
        Map<Integer, Long> last = new HashMap<>();
        long now = NOW;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(200);
            int nonce = random.nextInt(2_000);
            SpentProofs.Result result = spent.spend("key", nonce(nonce), now);
            Long before = last.get(nonce);
            if (before != null && now - before <= 2 * AGE.toMillis()) {
                assertThat(result).isEqualTo(SpentProofs.Result.AGAIN);
            }
            if (result == SpentProofs.Result.SPENT) {
                last.put(nonce, now);
            }
        }
        assertThat(last).isNotEmpty();
    }

    @Test
    void aHolderCannotSpendTheNonceOfAnother() {
        SpentProofs spent = new SpentProofs(AGE, 10);
        assertThat(spent.spend("a", nonce(1), NOW)).isEqualTo(SpentProofs.Result.SPENT);
        assertThat(spent.spend("b", nonce(1), NOW)).isEqualTo(SpentProofs.Result.SPENT);
        assertThat(spent.spend("a", nonce(1), NOW)).isEqualTo(SpentProofs.Result.AGAIN);
    }

    @Test
    void letsNobodyInWhomItCouldNotRemember() {
        SpentProofs spent = new SpentProofs(AGE, 2);
        assertThat(spent.spend("a", nonce(1), NOW)).isEqualTo(SpentProofs.Result.SPENT);
        assertThat(spent.spend("a", nonce(2), NOW)).isEqualTo(SpentProofs.Result.SPENT);
        assertThat(spent.spend("a", nonce(3), NOW)).isEqualTo(SpentProofs.Result.FULL);
        assertThat(spent.spend("a", nonce(1), NOW)).isEqualTo(SpentProofs.Result.AGAIN);
        assertThat(spent.spend("a", nonce(3), NOW + 2 * AGE.toMillis() + 1)).isEqualTo(SpentProofs.Result.SPENT);
        assertThat(spent.size()).isEqualTo(3);
    }

    private static ByteBuffer nonce(int seed) {
        return ByteBuffer.allocate(16).putInt(seed).rewind();
    }
}
