package dev.postern.egress.destination;

import dev.postern.ccl.Cidr;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What no policy can permit unless the configuration does. Immutable and thread-safe.
 *
 * @param http whether {@code http} is a scheme content may leave by
 * @param ports the ports that may be connected to; empty for all
 * @param deceptive whether names that look like others are destinations
 * @param allowed addresses that are destinations whatever their kind
 * @param blocked addresses that never are, not even where {@code allowed} holds them
 */
public record DestinationRules(
        boolean http, Set<Integer> ports, boolean deceptive, List<Cidr> allowed, List<Cidr> blocked) {

    /** {@code https} on port 443, honest names, public addresses. */
    public static final DestinationRules DEFAULTS =
            new DestinationRules(false, Set.of(443), false, List.of(), List.of());

    public DestinationRules {
        ports = Set.copyOf(ports);
        allowed = List.copyOf(allowed);
        blocked = List.copyOf(blocked);
    }

    /** Why content may not go there, whatever its address; {@code null} when nothing speaks against it. */
    public @Nullable DestinationFault fault(WebUrl url) {
        if (!url.secure() && !http) {
            return DestinationFault.SCHEME;
        }
        if (!ports.isEmpty() && !ports.contains(url.port())) {
            return DestinationFault.PORT;
        }
        if (url.host() instanceof Host.Name name) {
            return name.deceptive() && !deceptive ? DestinationFault.DECEPTIVE : null;
        }
        return permits(((Host.Address) url.host()).address()) ? null : DestinationFault.ADDRESS;
    }

    /** Whether an address may be connected to. An allowed IPv4 address is also allowed where IPv6 carries it. */
    public boolean permits(Cidr address) {
        if (holds(blocked, address)) {
            return false;
        }
        return holds(allowed, address) || AddressKinds.of(address) == AddressKind.PUBLIC;
    }

    /** What an address is for, once it is unwrapped. */
    public static AddressKind kind(Cidr address) {
        return AddressKinds.of(address);
    }

    private static boolean holds(List<Cidr> blocks, Cidr address) {
        for (Cidr block : blocks) {
            if (block.contains(address)) {
                return true;
            }
            for (Cidr inner : address.v6() ? AddressKinds.carried(address) : List.<Cidr>of()) {
                if (block.contains(inner)) {
                    return true;
                }
            }
        }
        return false;
    }
}
