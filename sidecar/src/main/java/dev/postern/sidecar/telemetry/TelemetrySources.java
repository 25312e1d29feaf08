package dev.postern.sidecar.telemetry;

import dev.postern.policy.TenantSettings;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.evidence.EvidenceLog;
import dev.postern.sidecar.identity.Callers;
import dev.postern.sidecar.identity.TokenIdentification;
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
 * @param connections of all gRPC listeners together
 * @param out standard output, where the decision log goes; not closed
 * @param egress what was judged of contents
 * @param evidence the log, empty where none is kept or it is not open yet
 * @param identity what is known of callers, empty before anyone can ask
 * @param tokens what is known of capability tokens, empty before anyone can show one
 */
public record TelemetrySources(
        String version,
        Supplier<Optional<Bundle>> bundle,
        Function<String, Optional<TenantSettings>> settings,
        LongSupplier inFlight,
        Supplier<Connections> connections,
        OutputStream out,
        EgressCounters egress,
        Supplier<Optional<EvidenceLog>> evidence,
        Supplier<Optional<Callers>> identity,
        Supplier<Optional<TokenIdentification>> tokens) {

    /** What is told of a bundle: its digest and the number of its statements. */
    public record Bundle(String digest, int rules) {}

    /** How many connections are open now, and how many were refused since the start because there were too many. */
    public record Connections(long open, long refused) {
        public static final Connections NONE = new Connections(0, 0);
    }

    /** Sources of a sidecar that keeps no evidence. */
    TelemetrySources(
            String version,
            Supplier<Optional<Bundle>> bundle,
            Function<String, Optional<TenantSettings>> settings,
            LongSupplier inFlight,
            Supplier<Connections> connections,
            OutputStream out) {
        this(
                version,
                bundle,
                settings,
                inFlight,
                connections,
                out,
                new EgressCounters(),
                Optional::empty,
                Optional::empty,
                Optional::empty);
    }

    /** Sources that read bundle and settings from the program in force. */
    public static TelemetrySources of(
            String version,
            ActiveProgram active,
            LongSupplier inFlight,
            Supplier<Connections> connections,
            OutputStream out) {
        return of(
                version,
                active,
                inFlight,
                connections,
                out,
                new EgressCounters(),
                Optional::empty,
                Optional::empty,
                Optional::empty);
    }

    /** As above, of a sidecar that judges contents, keeps evidence and knows callers and tokens. */
    public static TelemetrySources of(
            String version,
            ActiveProgram active,
            LongSupplier inFlight,
            Supplier<Connections> connections,
            OutputStream out,
            EgressCounters egress,
            Supplier<Optional<EvidenceLog>> evidence,
            Supplier<Optional<Callers>> identity,
            Supplier<Optional<TokenIdentification>> tokens) {
        return new TelemetrySources(
                version,
                () -> Optional.ofNullable(active.get())
                        .map(program -> new Bundle(program.digest(), program.ruleCount())),
                tenant -> Optional.ofNullable(active.get()).map(program -> program.settings(tenant)),
                inFlight,
                connections,
                out,
                egress,
                evidence,
                identity,
                tokens);
    }
}
