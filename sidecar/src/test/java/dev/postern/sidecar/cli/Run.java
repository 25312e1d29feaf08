package dev.postern.sidecar.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.cli.serve.LaunchException;
import dev.postern.sidecar.cli.serve.RunningSidecar;
import dev.postern.sidecar.cli.serve.ServeSettings;
import dev.postern.sidecar.cli.serve.SidecarLauncher;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** A command that was run in this JVM, with what it printed. */
public record Run(int exit, String out, String err) {

    /** Monday, ten in the morning, UTC. */
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-05T10:00:00Z"), ZoneOffset.UTC);

    public static Run of(String... args) {
        return withInput(new byte[0], args);
    }

    public static Run withInput(String in, String... args) {
        return withInput(in.getBytes(UTF_8), args);
    }

    public static Run withInput(byte[] in, String... args) {
        return run(in, CLOCK, args);
    }

    /** A command that goes by another clock. */
    public static Run at(Clock clock, String... args) {
        return run(new byte[0], clock, args);
    }

    private static Run run(byte[] in, Clock clock, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = Terminal.of(new ByteArrayInputStream(in), out, err, Ansi.OFF);
        int exit = PosternCommand.run(terminal, new NoSidecar(), clock, args);
        return new Run(exit, out.toString(UTF_8), err.toString(UTF_8));
    }

    public List<String> lines() {
        return out.lines().toList();
    }

    /** Refuses to start anything. */
    private static final class NoSidecar implements SidecarLauncher {

        @Override
        public String describe(ServeSettings settings) {
            return "bundle: " + settings.bundle() + "\nset: " + settings.overrides();
        }

        @Override
        public RunningSidecar start(ServeSettings settings) throws LaunchException {
            throw new LaunchException(List.of("postern.yaml:1:1: error: nothing to start"));
        }

        @Override
        public RunningSidecar startEmbedded(Path bundle, Path state, Map<String, String> settings)
                throws LaunchException {
            throw new LaunchException(List.of("postern: nothing to start"));
        }
    }
}
