package dev.postern.sidecar.settings;

import java.nio.file.Path;
import java.util.Map;

/** Where the sidecar keeps what is its own, unless it is told. */
final class StateDirectory {

    private static final String NAME = "postern";

    private StateDirectory() {}

    /** {@code $XDG_STATE_HOME}, else {@code ~/.local/state}, else the temporary directory; each with {@code postern}. */
    static Path of(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        if (state.startsWith("/")) {
            return Path.of(state, NAME);
        }
        String home = environment.getOrDefault("HOME", "");
        return home.startsWith("/")
                ? Path.of(home, ".local", "state", NAME)
                : Path.of(environment.getOrDefault("TMPDIR", "/tmp"), NAME);
    }
}
