package dev.postern.sidecar.cli.serve;

import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Exit;
import dev.postern.sidecar.cli.console.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code postern serve}. */
@Command(
        name = "serve",
        description = "Answer checks over gRPC, to SDKs and to Envoy, until told to end.",
        footer = {
            "",
            "@|bold Examples|@",
            "  postern serve --example                         the shipped tour",
            "  postern serve --bundle policies/",
            "  postern serve --config postern.yaml --set log.level=debug",
            "  postern serve --config postern.yaml --print-config",
            "",
            "@|bold Exit|@  0 told to end · 2 usage or bad configuration · 3 cannot start"
        })
public final class ServeCommand implements Callable<Integer> {

    private static final int MOST_REASONS = 20;

    private final Terminal terminal;
    private final SidecarLauncher launcher;

    @Option(names = "--bundle", paramLabel = "PATH", description = "The bundle to serve: a .ccl file or a directory.")
    private @Nullable Path bundle;

    @Option(names = "--example", description = "Serve the shipped example bundle.")
    private boolean example;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration, YAML.")
    private @Nullable Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Override a configuration key; may be repeated.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(
            names = "--print-config",
            description = "Print the effective configuration and where it came from, and end.")
    private boolean printConfig;

    public ServeCommand(Terminal terminal, SidecarLauncher launcher) {
        this.terminal = terminal;
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (example && bundle != null) {
            throw CommandException.badInput("--example brings its own bundle, expected no --bundle");
        }
        if (config != null && !Files.isRegularFile(config)) {
            throw CommandException.badInput("configuration '" + config + "' does not exist, expected a YAML file");
        }
        try {
            ServeSettings settings = new ServeSettings(config, bundle, example, overrides);
            if (printConfig) {
                terminal.out().println(launcher.describe(settings).stripTrailing());
                return Exit.OK;
            }
            try (RunningSidecar sidecar = launcher.start(settings)) {
                tell(sidecar);
                sidecar.awaitEnd();
                return Exit.OK;
            }
        } catch (LaunchException e) {
            throw CommandException.badFiles(e.diagnostics());
        }
    }

    private void tell(RunningSidecar sidecar) {
        List<String> notReady = sidecar.notReady();
        if (notReady.isEmpty()) {
            terminal.err().println("postern: answering checks on " + sidecar.checks());
        } else {
            terminal.err().println("postern: NOT READY, " + notReady.get(0));
            notReady.stream().skip(1).limit(MOST_REASONS).forEach(terminal.err()::println);
            terminal.err()
                    .println("postern: checks on " + sidecar.checks() + " are denied 'not_ready' until that is mended");
        }
        terminal.flush();
    }
}
