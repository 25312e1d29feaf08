package dev.postern.policy;

import dev.postern.ccl.Diagnostic;
import java.util.List;

/** What came of reading a {@code bundle.yaml}. */
public sealed interface SettingsResult {

    record Parsed(BundleSettings settings) implements SettingsResult {}

    /** At least one error, in source order. */
    record Refused(List<Diagnostic> diagnostics) implements SettingsResult {
        public Refused {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
