package dev.postern.sidecar.envoy;

import dev.postern.policy.Check;
import dev.postern.policy.Reason;
import dev.postern.sidecar.identity.Shown;

/** What a request of Envoy's was read as. */
sealed interface Mapped {

    /**
     * A check that can be answered.
     *
     * @param shown what came with it
     * @param request as it came
     * @param body of the request
     */
    record Asked(Check check, Shown shown, EnvoyCheck request, RequestBody body) implements Mapped {}

    /** A request that must be refused. */
    record Refused(String tenant, Reason reason) implements Mapped {}
}
