package dev.postern.sidecar.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.sidecar.admin.WarmUp;
import dev.postern.sidecar.config.InputLimits;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.identity.Identification;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopbackIT {

    @Test
    void aWarmUpDrivesTheRealHandlers() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        DecisionEndpoint decisions = new DecisionEndpoint(
                Bench.pipeline(Bench.BUNDLE, (door, check, decision, nanos) -> {
                    if (door == Door.DECIDE) {
                        answered.incrementAndGet();
                    }
                }),
                Identification.NONE,
                InputLimits.DEFAULTS,
                1 << 20,
                Runnable::run,
                InstantSource.system(),
                System::nanoTime);
        try (EventLoops loops = EventLoops.open(1);
                Loopback loopback = Loopback.open(loops, List.of(decisions))) {
            Runnable step = loopback.call(
                    "postern.v1.DecisionService/Decide", Calls.check().build());
            assertThat(new WarmUp(List.of(step), 500, Duration.ofSeconds(30), System::nanoTime).run())
                    .isEqualTo(500);
        }
        assertThat(answered).hasValue(500);
    }
}
