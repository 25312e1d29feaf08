package dev.postern.sidecar.cli.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.LimitCounters;
import dev.postern.sidecar.cli.Run;
import dev.postern.sidecar.config.InputLimits;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Lanes;
import dev.postern.sidecar.grpc.DecisionEndpoint;
import dev.postern.sidecar.identity.Identification;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a bundle answers offline, a sidecar with that bundle answers over gRPC. */
final class ServerAskerIT {

    private static final String TOUR = "../deploy/examples/tour";
    private static final Server SERVER = serve();
    private static final String TARGET = "127.0.0.1:" + SERVER.getPort();

    @AfterAll
    static void stop() {
        SERVER.shutdownNow();
    }

    @Test
    void aSidecarAnswersAsItsBundleDoesOffline() {
        long seed = Long.getLong("seed", new SplittableRandom().nextLong());
        String questions = questions(new SplittableRandom(seed), 2_000);
        Run offline = Run.withInput(questions, "check", "--bundle", TOUR, "--batch", "-");
        Run online = Run.withInput(questions, "check", "--server", TARGET, "--deadline", "20000", "--batch", "-");
        assertThat(online.exit()).isZero();
        assertThat(online.err()).isEmpty();
        assertThat(online.lines()).as("seed " + seed).isEqualTo(offline.lines());
        assertThat(offline.out()).as("seed " + seed).contains("\"ALLOW\"", "\"policy.deny\"", "\"tenant.unknown\"");
    }

    @Test
    void reservedRootsAreForOfflineOnly() {
        String[] ask = {"check", "--server", TARGET, "--action", "a", "--resource", "/", "--context", "{\"env\":{}}"};
        Run run = Run.of(ask);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).startsWith("DENY  input.reserved");
    }

    @Test
    void explainsAsOffline() {
        String[] ask = {"policy", "explain", "--json", "", "", "--action", "file.read", "--resource", "/docs/plans"};
        ask[3] = "--bundle";
        ask[4] = TOUR;
        Run offline = Run.of(ask);
        ask[3] = "--server";
        ask[4] = TARGET;
        Run online = Run.of(ask);
        assertThat(online.exit()).isEqualTo(1);
        assertThat(online.out()).contains("\"nearest_miss\":{\"rule\":").isEqualTo(offline.out());
    }

    private static String questions(SplittableRandom random, int count) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String principal = pick(
                    random,
                    "\"alice\"",
                    "{\"id\":\"bob\",\"roles\":[\"author\",\"x\"]}",
                    "{\"id\":\"erin\",\"attributes\":{\"clearance\":" + random.nextInt(6) + ",\"team\":\"acme\"}}",
                    "{\"id\":\"gina\",\"roles\":[\"author\"],\"attributes\":{\"team\":\"acme\",\"n\":null}}");
            String size =
                    pick(random, "1000", "1001", "1000.0", "\"1000\"", "null", "9007199254740993", "[1,{\"a\":true}]");
            lines.add("{\"id\":\"" + i + "\",\"tenant\":\"" + pick(random, "default", "default", "acme", "nobody")
                    + "\",\"principal\":" + principal
                    + ",\"action\":\"" + pick(random, "file.read", "file.write", "file.delete", "report.read")
                    + "\",\"resource\":\""
                    + pick(
                            random,
                            "/docs/plans",
                            "/docs/sealed/x",
                            "/docs/public/ü",
                            "/docs/contracts/7",
                            "/reports/2026")
                    + "\",\"context\":{\"size\":" + size + ",\"document\":{\"owner\":\"" + pick(random, "alice", "bob")
                    + "\"}}}");
        }
        return String.join("\n", lines) + "\n";
    }

    private static String pick(SplittableRandom random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static Server serve() {
        ActiveProgram active = new ActiveProgram();
        active.set(Bundle.program(Path.of(TOUR)));
        DecisionPipeline pipeline = new DecisionPipeline(
                active, new LimitCounters(1_000), new Lanes(1), (door, check, decision, nanos) -> {});
        DecisionEndpoint endpoint = new DecisionEndpoint(
                pipeline,
                Identification.NONE,
                InputLimits.DEFAULTS,
                4 << 20,
                Runnable::run,
                Run.CLOCK,
                System::nanoTime);
        try {
            return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .directExecutor()
                    .addService(endpoint)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
