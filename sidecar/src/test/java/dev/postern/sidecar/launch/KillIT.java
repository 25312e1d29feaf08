package dev.postern.sidecar.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.sidecar.audit.AuditReport;
import dev.postern.sidecar.evidence.WritePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real sidecars that are killed under load, again and again in one directory: at each step of the write path, where the
 * process ends itself without another instruction, and by SIGKILL at any moment. {@code -Dpostern.kills=N} does it all
 * {@code N} times, {@code -Dseed=} with the same moments.
 */
@Timeout(3600)
final class KillIT {

    private static final int KILLS = Integer.getInteger("postern.kills", 1);
    private static final int RANDOM_KILLS = 1;
    private static final int ENOUGH = 1_000_000;
    /** An answer older than this when its sidecar died must be on disk: linger, and a sync on a busy machine. */
    private static final long WINDOW_NANOS = Duration.ofSeconds(3).toNanos();

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final EvidenceLoad load = new EvidenceLoad();
    private final List<Long> deaths = new ArrayList<>();

    private final EvidenceSidecar sidecar;

    KillIT(@TempDir Path work) throws IOException {
        this.sidecar = new EvidenceSidecar(work);
    }

    @Test
    void whatWasAcknowledgedIsThereAndWhatIsLostWasDeclared() throws Exception {
        for (int round = 0; round < KILLS; round++) {
            for (WritePath step : shuffled()) {
                dieAt(step);
            }
            for (int i = 0; i < RANDOM_KILLS; i++) {
                kill(random.nextInt(500));
            }
        }
        end();
        judge();
    }

    private List<WritePath> shuffled() {
        List<WritePath> steps = new ArrayList<>(List.of(WritePath.values()));
        Collections.shuffle(steps, new Random(random.nextLong()));
        return steps;
    }

    private void dieAt(WritePath step) throws Exception {
        boolean compressing = step == WritePath.SEGMENT_COMPRESSED || step == WritePath.SEGMENT_REPLACED;
        boolean rare = compressing || step == WritePath.SEGMENT_ENDED || step == WritePath.SEGMENT_BEGUN;
        int times = rare ? 1 + random.nextInt(2) : 5 + random.nextInt(40);
        try (Postern postern = sidecar.start("-Dpostern.test.halt_at=" + step + ":" + times)) {
            // What earlier runs left may be compressed before anything is answered.
            if (!compressing || postern.listens()) {
                // Only segments of small frames become shorter: those of answers that were waited for one by one.
                load.run(postern, ENOUGH, compressing ? 1 : EvidenceLoad.IN_FLIGHT);
            }
            assertThat(postern.exit())
                    .as("seed %s, %s: %s", seed, step, postern.err())
                    .isEqualTo(134);
        }
        died();
    }

    private void kill(int afterMillis) throws Exception {
        try (Postern postern = sidecar.start("")) {
            postern.checks();
            CompletableFuture<Void> killed = CompletableFuture.runAsync(
                    postern::close, CompletableFuture.delayedExecutor(afterMillis, TimeUnit.MILLISECONDS));
            load.run(postern, ENOUGH);
            killed.join();
        }
        died();
    }

    private void end() throws Exception {
        try (Postern postern = sidecar.start("")) {
            load.run(postern, 1_000);
            postern.signal("TERM");
            assertThat(postern.exit()).as(postern::err).isZero();
        }
        checkpoints();
    }

    /** What a dead sidecar left verifies before anything mends it. */
    private void died() throws IOException {
        deaths.add(System.nanoTime());
        checkpoints();
        EvidenceLeft.verified(sidecar.log(), load.shown());
    }

    /** Remembers the checkpoints that lie about; whoever found one would take it for shown. */
    private void checkpoints() throws IOException {
        for (Path place : List.of(sidecar.log(), sidecar.state())) {
            try (Stream<Path> files = Files.list(place)) {
                for (Path file : files.filter(each -> each.toString().endsWith("checkpoint"))
                        .toList()) {
                    load.shown(Files.readString(file));
                }
            }
        }
    }

    private void judge() throws Exception {
        AuditReport report = EvidenceLeft.verified(sidecar.log(), load.shown());
        EvidenceLeft.oneRootForEachSize(sidecar.log(), load.shown());
        EvidenceLeft left = EvidenceLeft.in(sidecar.log());
        long lost = 0;
        for (String answered : load.durable().keySet()) {
            assertThat(left.holds(answered))
                    .as("seed %s: durable %s", seed, answered)
                    .isTrue();
        }
        for (Map.Entry<String, Long> answered : load.async().entrySet()) {
            if (!left.holds(answered.getKey())) {
                lost++;
                assertThat(left.declaresLost(answered.getKey()))
                        .as("seed %s: %s", seed, answered)
                        .isTrue();
                assertThat(deaths).as("seed %s: %s", seed, answered).anyMatch(death -> {
                    long before = death - answered.getValue();
                    return before >= 0 && before < WINDOW_NANOS;
                });
            }
        }
        assertThat(report.counts().unclean()).isEqualTo(deaths.size());
        assertThat(load.durable()).hasSizeGreaterThan(100 * KILLS);
        System.out.println("killed " + deaths.size() + " times: "
                + load.durable().size()
                + " durable answers, none lost; " + load.async().size() + " async answers, " + lost
                + " lost and declared; " + load.shown().size() + " checkpoints, one root for each size; seed " + seed);
    }
}
