package dev.postern.egress.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionLabelsTest {

    private final SessionLabels sessions = new SessionLabels(2, 1000);

    @Test
    void aSessionNeverForgetsWhileItLives() {
        assertThat(sessions.see("t", "a", labels("secret"), 0)).isEqualTo(labels("secret"));
        assertThat(sessions.see("t", "a", labels("public"), 900)).isEqualTo(labels("public", "secret"));
        assertThat(sessions.see("t", "a", Labels.NONE, 1900)).isEqualTo(labels("public", "secret"));
        assertThat(sessions.see("t", "a", Labels.NONE, 2901)).isEqualTo(Labels.NONE);
    }

    @Test
    void sessionsOfTenantsAreApart() {
        assertThat(sessions.see("t", "a", labels("secret"), 0)).isEqualTo(labels("secret"));
        assertThat(sessions.see("u", "a", labels("public"), 0)).isEqualTo(labels("public"));
    }

    @Test
    void refusesANewSessionRatherThanForgetALiveOne() {
        sessions.see("t", "a", labels("secret"), 0);
        sessions.see("t", "b", labels("secret"), 500);
        assertThat(sessions.see("t", "c", Labels.NONE, 1000)).isNull();
        assertThat(sessions.see("t", "b", Labels.NONE, 1000)).isEqualTo(labels("secret"));
        assertThat(sessions.see("t", "c", Labels.NONE, 1001))
                .as("a is forgotten")
                .isEqualTo(Labels.NONE);
        assertThat(sessions.size()).isEqualTo(2);
    }

    @Test
    void refusesMoreLabelsThanASessionCanHold() {
        Labels many = Objects.requireNonNull(Labels.parse(
                IntStream.range(0, Labels.MOST).mapToObj(i -> "custom:x" + i).toList()));
        assertThat(sessions.see("t", "a", many, 0)).isEqualTo(many);
        assertThat(sessions.see("t", "a", labels("custom:y"), 0)).isNull();
        assertThat(sessions.see("t", "a", labels("custom:x1"), 0)).isEqualTo(many);
    }

    @Test
    void aClockThatJumpsBackForgetsNothing() {
        sessions.see("t", "a", labels("secret"), 5000);
        sessions.see("t", "a", Labels.NONE, 10);
        assertThat(sessions.see("t", "a", Labels.NONE, 6000)).isEqualTo(labels("secret"));
    }

    private static Labels labels(String... texts) {
        return Objects.requireNonNull(Labels.parse(List.of(texts)));
    }
}
