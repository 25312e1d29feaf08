package dev.postern.sidecar.egress;

import dev.postern.ccl.Cidr;
import dev.postern.egress.destination.WebUrl;
import dev.postern.policy.Reason;
import java.util.List;

/** A destination once it was read and resolved. */
sealed interface Target {

    /** Content may go there if policy says so; {@code addresses} are those to connect to, empty if not resolved here. */
    record Reached(WebUrl url, List<Cidr> addresses) implements Target {
        public Reached {
            addresses = List.copyOf(addresses);
        }
    }

    /** It can be read, but content may not go there. */
    record Forbidden(WebUrl url, List<Cidr> addresses, Reason reason, String fault) implements Target {
        public Forbidden {
            addresses = List.copyOf(addresses);
        }
    }

    /** It cannot be read. */
    record Unclear(String fault) implements Target {}
}
