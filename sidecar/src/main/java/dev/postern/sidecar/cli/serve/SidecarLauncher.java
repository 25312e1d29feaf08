package dev.postern.sidecar.cli.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Starts sidecars: what the command line needs of the process's wiring. */
public interface SidecarLauncher {

    /**
     * The effective configuration and where each value came from, for people.
     *
     * @throws LaunchException when the configuration is bad
     */
    String describe(ServeSettings settings) throws LaunchException, IOException;

    /**
     * Starts a sidecar as configured; it stops on close and when the process is told to end.
     *
     * @throws LaunchException when the configuration is bad
     */
    RunningSidecar start(ServeSettings settings) throws LaunchException, IOException;

    /**
     * Starts a sidecar on embedded defaults and free ports of the loopback address, to be closed by the caller.
     *
     * @param state a directory for its admin socket and whatever else it keeps
     * @param settings further keys of the configuration
     */
    RunningSidecar startEmbedded(Path bundle, Path state, Map<String, String> settings)
            throws LaunchException, IOException;
}
