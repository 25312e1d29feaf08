package dev.postern.sidecar.cli.serve;

import dev.postern.client.AdminClient;
import dev.postern.client.PosternClient;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code postern demo}. */
@Command(
        name = "demo",
        description =
                "Start a sidecar with the example bundle, ask it real checks over gRPC, show the answers, and end.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern demo",
            "  postern demo --json                             each answer as a JSON line, nothing else",
            "",
            "@|bold Exit|@  0 everything was answered as it should be · 3 it was not"
        })
public final class DemoCommand implements Callable<Integer> {

    private static final Duration PATIENT = Duration.ofSeconds(10);

    private final Terminal terminal;
    private final SidecarLauncher launcher;
    private final Clock clock;
    private final RandomGenerator random;

    @Option(names = "--json", description = "Print each answer as a JSON line and nothing else.")
    private boolean json;

    public DemoCommand(Terminal terminal, SidecarLauncher launcher, Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
        this.terminal = terminal;
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws IOException {
        Path state = Files.createTempDirectory("postern-demo");
        try {
            Path bundle = ExampleBundle.unpackTo(state.resolve("tour"));
            return tour(bundle, state);
        } catch (LaunchException e) {
            throw CommandException.badFiles(e.diagnostics());
        } finally {
            Trees.delete(state);
        }
    }

    private int tour(Path bundle, Path state) throws IOException, LaunchException {
        long started = System.nanoTime();
        TokenTour tokens = new TokenTour(clock, random);
        Tour tour;
        try (RunningSidecar sidecar = launcher.startEmbedded(bundle, state, tokens.settings());
                PosternClient client = PosternClient.builder(sidecar.checks())
                        .deadline(PATIENT)
                        .build();
                AdminClient admin = AdminClient.open(sidecar.admin(), null, PATIENT)) {
            long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
            tour = new Tour(terminal, json, bundle, tokens, client, admin);
            tour.walk(sidecar.checks(), millis);
        }
        tour.verify(state.resolve("evidence"));
        tour.end();
        return tour.asExpected() ? Exit.OK : Exit.FAULT;
    }
}
