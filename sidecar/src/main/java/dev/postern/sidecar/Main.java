package dev.postern.sidecar;

import dev.postern.sidecar.cli.LaunchException;
import dev.postern.sidecar.cli.PosternCommand;
import dev.postern.sidecar.cli.RunningSidecar;
import dev.postern.sidecar.cli.ServeSettings;
import dev.postern.sidecar.cli.SidecarLauncher;
import java.nio.file.Path;
import java.util.List;

/** Entry point of the {@code postern} command. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(PosternCommand.run(new Unwired(), args));
    }

    /** Stands where the wiring of the process belongs. */
    private static final class Unwired implements SidecarLauncher {

        private static final String MESSAGE = "postern: this build has no sidecar to start";

        @Override
        public String describe(ServeSettings settings) throws LaunchException {
            throw new LaunchException(List.of(MESSAGE));
        }

        @Override
        public RunningSidecar start(ServeSettings settings) throws LaunchException {
            throw new LaunchException(List.of(MESSAGE));
        }

        @Override
        public RunningSidecar startEmbedded(Path bundle, Path state) throws LaunchException {
            throw new LaunchException(List.of(MESSAGE));
        }
    }
}
