package dev.postern.sidecar.envoy;

import dev.postern.policy.Check;
import dev.postern.policy.Reason;

/** What a request of Envoy's was read as. */
sealed interface Mapped {

    /** A check that can be answered. */
    record Asked(Check check) implements Mapped {}

    /** A request that must be refused. */
    record Refused(String tenant, Reason reason) implements Mapped {}
}
