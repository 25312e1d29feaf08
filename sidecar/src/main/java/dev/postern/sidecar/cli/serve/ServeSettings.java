package dev.postern.sidecar.cli.serve;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says of a sidecar to be.
 *
 * @param config the configuration file, {@code null} for none
 * @param bundle the bundle to serve, {@code null} where configuration names it
 * @param example whether to serve the shipped bundle instead of one of the user's
 * @param overrides configuration keys, dotted, and their values
 */
public record ServeSettings(
        @Nullable Path config, @Nullable Path bundle, boolean example, Map<String, String> overrides) {

    public ServeSettings {
        overrides = Map.copyOf(overrides);
    }
}
