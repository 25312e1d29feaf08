package dev.postern.sidecar.egress;

import dev.postern.ccl.Cidr;
import dev.postern.egress.destination.WebUrl;
import dev.postern.policy.Reason;
import java.util.List;

/** A destination once it was read and resolved. */
sealed interface Target {

    /** One that can be read. */
    sealed interface Read extends Target {

        WebUrl url();

        /** The addresses that were checked, empty if it was not resolved here. */
        List<Cidr> addresses();
    }

    /** Content may go there if policy says so; the addresses are those to connect to. */
    record Reached(WebUrl url, List<Cidr> addresses) implements Read {
        public Reached {
            addresses = List.copyOf(addresses);
        }
    }

    /** It can be read, but content may not go there. */
    record Forbidden(WebUrl url, List<Cidr> addresses, Reason reason, String fault) implements Read {
        public Forbidden {
            addresses = List.copyOf(addresses);
        }
    }

    /** It cannot be read. */
    record Unclear(String fault) implements Target {}
}
