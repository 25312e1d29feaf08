package dev.postern.sidecar.telemetry;

import dev.postern.policy.TenantSettings;
import dev.postern.sidecar.decide.ActiveProgram;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What telemetry reads of the sidecar, and where its lines go.
 *
 * @param version of the sidecar
 * @param bundle the one in force, empty before the first
 * @param settings of a tenant by name, empty when it is unknown
 * @param inFlight calls taken by the executor beside the event loops and not yet answered
 * @param out standard output, where the decision log goes; not closed
 */
public record TelemetrySources(
        String version,
        Supplier<Optional<Bundle>> bundle,
        Function<String, Optional<TenantSettings>> settings,
        LongSupplier inFlight,
        OutputStream out) {

    /** What is told of a bundle: its digest and the number of its statements. */
    public record Bundle(String digest, int rules) {}

    /** Sources that read bundle and settings from the program in force. */
    public static TelemetrySources of(String version, ActiveProgram active, LongSupplier inFlight, OutputStream out) {
        return new TelemetrySources(
                version,
                () -> Optional.ofNullable(active.get())
                        .map(program -> new Bundle(program.digest(), program.ruleCount())),
                tenant -> Optional.ofNullable(active.get()).map(program -> program.settings(tenant)),
                inFlight,
                out);
    }
}
