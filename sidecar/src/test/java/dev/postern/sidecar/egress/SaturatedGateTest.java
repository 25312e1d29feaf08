package dev.postern.sidecar.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.egress.Verdict;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gate that is asked much more than it can look at. */
class SaturatedGateTest {

    private static final int ASKED = 400;
    private static final byte[] CLEAN =
            "the council met, and met again. ".repeat(500).getBytes(UTF_8);
    private static final byte[] SECRET =
            ("the council met. ".repeat(1_000) + "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a").getBytes(UTF_8);

    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(2));

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void answersEverybodyAndLooksAtNothingLessClosely() throws InterruptedException {
        EgressGate gate = EgressGates.of(EgressConfig.DEFAULTS, "permit egress.connect on /**", executor);
        Map<String, LongAdder> answers = new ConcurrentHashMap<>();
        CountDownLatch answered = new CountDownLatch(2 * ASKED);
        for (int i = 0; i < ASKED; i++) {
            for (byte[] content : new byte[][] {CLEAN, SECRET}) {
                String name = content == CLEAN ? "clean " : "secret ";
                gate.check(EgressGates.QUESTION, content, EgressGates.ASKED, outcome -> {
                    answers.computeIfAbsent(name + outcome.strictest().reason(), all -> new LongAdder())
                            .increment();
                    assertThat(outcome.verdict() == Verdict.ALLOW)
                            .isEqualTo(outcome.strictest().reason().equals("policy.permit"));
                    answered.countDown();
                });
            }
        }
        assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(answers.keySet())
                .contains("clean shed.overload", "secret shed.overload")
                .isSubsetOf(
                        "clean shed.overload", "clean policy.permit", "secret shed.overload", "secret egress.findings");
    }
}
