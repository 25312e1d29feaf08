package dev.postern.sidecar.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BucketsTest {

    private static final List<Double> BOUNDS = Buckets.boundsInSeconds();

    @Test
    void boundsRunFromAMicrosecondToASecond() {
        assertThat(BOUNDS)
                .startsWith(1e-6, 2e-6, 5e-6, 1e-5, 2.5e-5)
                .endsWith(0.1, 0.25, 1.0)
                .isSorted();
        assertThat(Buckets.COUNT).isEqualTo(BOUNDS.size() + 1);
    }

    @Test
    void aBoundBelongsToItsBucketAndTheNextNanosecondToTheNext() {
        for (int bucket = 0; bucket < BOUNDS.size(); bucket++) {
            long bound = Math.round(BOUNDS.get(bucket) * 1e9);
            assertThat(Buckets.of(bound)).isEqualTo(bucket);
            assertThat(Buckets.of(bound + 1)).isEqualTo(bucket + 1);
        }
    }

    @Test
    void outOfRangeLatenciesGoToTheEnds() {
        assertThat(Buckets.of(0)).isZero();
        assertThat(Buckets.of(-1)).isZero();
        assertThat(Buckets.of(Long.MAX_VALUE)).isEqualTo(Buckets.COUNT - 1);
    }
}
