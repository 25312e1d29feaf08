package dev.postern.sidecar.admin;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is loaded, and what was refused since.
 *
 * @param digest of the bundle in force; empty when there is none
 * @param path where bundles are read from
 * @param loaded when the bundle in force was loaded; {@code null} when there is none
 * @param tenants how many it has
 * @param rules how many statements it has
 * @param refused the newest refusal since {@code loaded}, {@code null} when there was none
 * @param warnings about the bundle in force, as {@code file:line:col: what}
 */
public record BundleState(
        String digest,
        String path,
        @Nullable Instant loaded,
        int tenants,
        int rules,
        @Nullable Refusal refused,
        List<String> warnings) {

    public BundleState {
        warnings = List.copyOf(warnings);
    }

    /** Before anything was read from {@code path}. */
    public static BundleState none(String path) {
        return new BundleState("", path, null, 0, 0, null, List.of());
    }

    /** A bundle that was read and not taken, and why, as {@code file:line:col: what, expected what}. */
    public record Refusal(Instant time, List<String> diagnostics) {
        public Refusal {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
