package dev.postern.sidecar.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.Mode;
import dev.postern.policy.Outcome;
import dev.postern.policy.Reason;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.telemetry.DecisionMetrics.Labels;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecisionMetricsTest {

    private static final Labels ALLOWED =
            new Labels(Door.EXT_AUTHZ, Outcome.ALLOW, Reason.POLICY_PERMIT, CacheLabel.NONE, Mode.ENFORCE);

    private final DecisionMetrics metrics = new DecisionMetrics(2);

    @Test
    void allocatesNothingForAnAnswer() {
        Decision decision = Answers.allow(1);

        long bytes = Allocation.bytes(() -> metrics.answered(Door.EXT_AUTHZ, null, decision, 4_321));

        assertThat(bytes).isZero();
    }

    @Test
    void countsOfManyThreadsAddUp() throws InterruptedException {
        Thread[] threads = new Thread[16];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                for (int n = 0; n < 10_000; n++) {
                    metrics.answered(Door.EXT_AUTHZ, null, Answers.allow(n), 1_500);
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(metrics.answers(ALLOWED)).isEqualTo(160_000);
        assertThat(metrics.inBucket(Door.EXT_AUTHZ, Buckets.of(1_500))).isEqualTo(160_000);
        assertThat(metrics.nanos(Door.EXT_AUTHZ)).isEqualTo(160_000L * 1_500);
    }

    @Test
    void countsOnlyUnderItsOwnLabels() {
        metrics.answered(Door.BATCH, null, Answers.decision(Outcome.DENY, Reason.POLICY_DENY, Mode.SHADOW, 0), 7_000);

        Labels expected = new Labels(Door.BATCH, Outcome.DENY, Reason.POLICY_DENY, CacheLabel.NONE, Mode.SHADOW);
        for (int cell = 0; cell < DecisionMetrics.COMBINATIONS; cell++) {
            Labels labels = Labels.of(cell);
            assertThat(metrics.answers(labels)).as("%s", labels).isEqualTo(labels.equals(expected) ? 1 : 0);
        }
        assertThat(metrics.nanos(Door.DECIDE)).isZero();
        assertThat(metrics.nanos(Door.BATCH)).isEqualTo(7_000);
    }

    @Test
    void everyCombinationHasACellOfItsOwn() {
        Set<Labels> labels = new HashSet<>();
        for (int cell = 0; cell < DecisionMetrics.COMBINATIONS; cell++) {
            labels.add(Labels.of(cell));
        }

        assertThat(labels).hasSize(DecisionMetrics.COMBINATIONS);
    }
}
