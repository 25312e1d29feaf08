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
 * @param out standard output, where the decision log goes; not closed
 */
public record TelemetrySources(String version, Policy policy, Load load, Parts parts, OutputStream out) {

    /**
     * What is in force.
     *
     * @param bundle empty before the first
     * @param settings of a tenant by name, empty when it is unknown
     */
    public record Policy(Supplier<Optional<Bundle>> bundle, Function<String, Optional<TenantSettings>> settings) {
        public static final Policy NONE = new Policy(Optional::empty, tenant -> Optional.empty());

        /** Read from the program in force. */
        public static Policy of(ActiveProgram active) {
            return new Policy(
                    () -> Optional.ofNullable(active.get())
                            .map(program -> new Bundle(program.digest(), program.ruleCount())),
                    tenant -> Optional.ofNullable(active.get()).map(program -> program.settings(tenant)));
        }
    }

    /** What is told of a bundle: its digest and the number of its statements. */
    public record Bundle(String digest, int rules) {}

    /**
     * How much is asked now.
     *
     * @param inFlight calls taken by the executor beside the event loops and not yet answered
     * @param connections of all gRPC listeners together
     */
    public record Load(LongSupplier inFlight, Supplier<Connections> connections) {
        public static final Load NONE = new Load(() -> 0, () -> new Connections(0, 0));
    }

    /** How many connections are open now, and how many were refused since the start because there were too many. */
    public record Connections(long open, long refused) {}

    /**
     * Parts of the sidecar that count what they do.
     *
     * @param egress what was judged of contents
     * @param evidence the log, empty where none is kept or it is not open yet
     * @param identity what is known of callers, empty before anyone can ask
     * @param tokens what is known of capability tokens, empty before anyone can show one
     */
    public record Parts(
            EgressCounters egress,
            Supplier<Optional<EvidenceLog>> evidence,
            Supplier<Optional<Callers>> identity,
            Supplier<Optional<TokenIdentification>> tokens) {

        /** Parts that have done nothing. */
        public static Parts idle() {
            return new Parts(new EgressCounters(), Optional::empty, Optional::empty, Optional::empty);
        }
    }
}
