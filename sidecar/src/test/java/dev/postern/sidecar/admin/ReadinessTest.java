package dev.postern.sidecar.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private final Readiness readiness = new Readiness();

    @Test
    void isNotReadyAtFirstAndSaysWhy() {
        assertThat(readiness.isReady()).isFalse();
        assertThat(readiness.reasons()).hasSize(Condition.values().length).contains("no good bundle is loaded");
    }

    @Test
    void isReadyOnlyWhenEveryConditionHolds() {
        for (Condition condition : Condition.values()) {
            assertThat(readiness.isReady()).isFalse();
            readiness.met(condition);
        }
        assertThat(readiness.isReady()).isTrue();
        assertThat(readiness.reasons()).isEmpty();
    }

    @Test
    void tellsListenersAtOnceAndAtEveryChangeOnly() {
        List<Boolean> heard = new ArrayList<>();
        readiness.onChange(heard::add);
        allMet();
        readiness.met(Condition.WARM);
        readiness.unmet(Condition.SERVING, "stopping");
        readiness.unmet(Condition.BUNDLE, "gone");
        assertThat(heard).containsExactly(false, true, false);
        assertThat(readiness.reasons()).containsExactly("gone", "stopping");
    }

    private void allMet() {
        for (Condition condition : Condition.values()) {
            readiness.met(condition);
        }
    }
}
