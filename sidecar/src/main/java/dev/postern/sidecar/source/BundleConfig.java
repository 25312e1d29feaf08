package dev.postern.sidecar.source;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the bundle is and how it is kept up with.
 *
 * @param path a {@code .ccl} file or a directory; {@code null} when none was given
 * @param watch whether changes are noticed without being told
 * @param interval how often the files are looked at where the file system tells nothing
 * @param debounce how long the files must have been left alone before they are read
 * @param caps how large a bundle may be before it is read
 * @param signing who must have signed it
 */
public record BundleConfig(
        @Nullable Path path,
        boolean watch,
        Duration interval,
        Duration debounce,
        BundleCaps caps,
        SigningConfig signing) {

    public static final BundleConfig DEFAULTS = new BundleConfig(
            null, true, Duration.ofSeconds(2), Duration.ofMillis(200), BundleCaps.DEFAULTS, SigningConfig.DEFAULTS);
}
