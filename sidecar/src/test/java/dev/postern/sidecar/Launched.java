package dev.postern.sidecar;

import dev.postern.sidecar.cli.LaunchException;
import dev.postern.sidecar.config.ConfigResult;
import dev.postern.sidecar.config.ConfigSources;
import java.io.IOException;
import java.util.Map;

/** Sidecars of tests, started as {@code postern serve} starts them, but for the log and the signals of the process. */
public final class Launched {

    private Launched() {}

    /** A sidecar that runs by the text of a configuration file; whoever starts it closes it. */
    public static Sidecar from(String configuration) throws IOException {
        ConfigResult<SidecarConfig> result =
                SidecarConfig.read(new ConfigSources("postern.yaml", configuration, Map.of(), Map.of()));
        if (!(result instanceof ConfigResult.Good<SidecarConfig> good)) {
            throw new IllegalArgumentException(result.toString());
        }
        try {
            return Launcher.start(good.config());
        } catch (LaunchException refused) {
            throw new IllegalArgumentException(refused.diagnostics().toString(), refused);
        }
    }
}
