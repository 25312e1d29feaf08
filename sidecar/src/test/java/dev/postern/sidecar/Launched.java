package dev.postern.sidecar;

import dev.postern.sidecar.cli.serve.LaunchException;
import dev.postern.sidecar.config.ConfigResult;
import dev.postern.sidecar.config.ConfigSources;
import dev.postern.sidecar.settings.SidecarConfig;
import java.io.IOException;
import java.util.Map;

/** Sidecars of tests, started as {@code postern serve} starts them, but for the log and the signals of the process. */
public final class Launched {

    private Launched() {}

    /** A sidecar that runs by the text of a configuration file; whoever starts it closes it. */
    public static Sidecar from(String configuration) throws IOException {
        return by(new ConfigSources("postern.yaml", configuration, Map.of(), Map.of()));
    }

    /** A sidecar that runs by settings alone; whoever starts it closes it. */
    static Sidecar with(Map<String, String> settings) throws IOException {
        return by(new ConfigSources("", "", Map.of(), settings));
    }

    private static Sidecar by(ConfigSources sources) throws IOException {
        ConfigResult<SidecarConfig> result = SidecarConfig.read(sources);
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
