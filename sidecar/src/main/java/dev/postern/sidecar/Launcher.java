package dev.postern.sidecar;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.postern.ccl.Diagnostic;
import dev.postern.sidecar.cli.serve.ExampleBundle;
import dev.postern.sidecar.cli.serve.LaunchException;
import dev.postern.sidecar.cli.serve.RunningSidecar;
import dev.postern.sidecar.cli.serve.ServeSettings;
import dev.postern.sidecar.cli.serve.SidecarLauncher;
import dev.postern.sidecar.config.ConfigResult;
import dev.postern.sidecar.config.ConfigSources;
import dev.postern.sidecar.config.Effective;
import dev.postern.sidecar.keys.BadKeyFileException;
import dev.postern.sidecar.settings.SidecarConfig;
import dev.postern.sidecar.telemetry.Logging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Help;

/** Starts sidecars from what the command line, the environment and the configuration file say. Thread-safe. */
final class Launcher implements SidecarLauncher {

    private final Map<String, String> environment;

    Launcher(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String describe(ServeSettings settings) throws LaunchException, IOException {
        StringBuilder text = new StringBuilder();
        for (Effective each : read(settings).effective()) {
            text.append(each.key()).append(": ").append(each.value());
            text.append("  # ").append(each.origin()).append('\n');
        }
        return text.toString();
    }

    @Override
    public RunningSidecar start(ServeSettings settings) throws LaunchException, IOException {
        SidecarConfig config = read(settings).config();
        Logging.start(config.telemetry().log(), Help.Ansi.AUTO.enabled());
        if (settings.example()) {
            ExampleBundle.unpackTo(example(config));
        }
        Sidecar sidecar = start(config);
        Signals.on("HUP", sidecar::reload);
        // Whoever waits for the end then ends the process in good order, which without a handler would count as killed.
        Signals.on("TERM", sidecar::close);
        Signals.on("INT", sidecar::close);
        Runtime.getRuntime().addShutdownHook(new Thread(sidecar::close, "postern-stop"));
        return sidecar;
    }

    @Override
    public RunningSidecar startEmbedded(Path bundle, Path state, Map<String, String> settings)
            throws LaunchException, IOException {
        Map<String, String> flags = new HashMap<>(settings);
        flags.put("bundle.path", bundle.toString());
        flags.put("state_dir", state.toString());
        flags.put("listen.grpc", "127.0.0.1:0");
        flags.put("listen.http", "127.0.0.1:0");
        flags.put("warm_up.checks", "2000");
        // Whoever embeds a sidecar tells of it in words of their own.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        return start(good(SidecarConfig.read(new ConfigSources("", "", Map.of(), flags)))
                .config());
    }

    static Sidecar start(SidecarConfig config) throws LaunchException, IOException {
        Path bundle = config.bundle().path();
        if (bundle == null) {
            throw new LaunchException(List.of("postern: no bundle, expected --bundle PATH, --example or bundle.path"));
        }
        try {
            return new Wiring(config, bundle, Clock.systemUTC(), new SecureRandom(), System.out).start();
        } catch (BadKeyFileException e) {
            throw new LaunchException(List.of("postern: " + e.getMessage()));
        } catch (GeneralSecurityException e) {
            throw new LaunchException(List.of("postern: certificate or key cannot be used: " + e.getMessage()));
        }
    }

    private ConfigResult.Good<SidecarConfig> read(ServeSettings settings) throws LaunchException, IOException {
        Map<String, String> flags = new HashMap<>(settings.overrides());
        if (settings.bundle() != null) {
            flags.put("bundle.path", settings.bundle().toString());
        }
        Path file = settings.config();
        String text = file == null ? "" : Files.readString(file);
        if (settings.example()) {
            flags.put("bundle.path", example(read(file, text, flags).config()).toString());
        }
        return read(file, text, flags);
    }

    private ConfigResult.Good<SidecarConfig> read(@Nullable Path file, String text, Map<String, String> flags)
            throws LaunchException {
        return good(
                SidecarConfig.read(new ConfigSources(file == null ? "" : file.toString(), text, environment, flags)));
    }

    /** Where the example bundle is served from: a place that stays the same, so that nothing is left behind. */
    private static Path example(SidecarConfig config) {
        return config.stateDirectory().resolve("example");
    }

    private static ConfigResult.Good<SidecarConfig> good(ConfigResult<SidecarConfig> result) throws LaunchException {
        if (result instanceof ConfigResult.Good<SidecarConfig> good) {
            return good;
        }
        List<Diagnostic> diagnostics = ((ConfigResult.Refused<SidecarConfig>) result).diagnostics();
        throw new LaunchException(diagnostics.stream().map(Diagnostic::toString).toList());
    }
}
