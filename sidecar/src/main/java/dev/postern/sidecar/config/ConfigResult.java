package dev.postern.sidecar.config;

import dev.postern.ccl.Diagnostic;
import java.util.List;

/** What came of reading the configuration. */
public sealed interface ConfigResult<T> {

    /**
     * The configuration is good.
     *
     * @param effective every key there is, in the order of the documentation
     */
    record Good<T>(T config, List<Effective> effective) implements ConfigResult<T> {
        public Good {
            effective = List.copyOf(effective);
        }
    }

    /** At least one error. */
    record Refused<T>(List<Diagnostic> diagnostics) implements ConfigResult<T> {
        public Refused {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
