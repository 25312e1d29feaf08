package dev.postern.sidecar.envoy;

import dev.postern.policy.Reason;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;

/** Says where a raw connection goes: to the name its TLS asks for, or without one to the address it was made to. */
final class ConnectionTarget {

    static final String ACTION = "connection.open";

    private ConnectionTarget() {}

    static Target of(EnvoyCheck asked) {
        AttributeContext.Peer destination = asked.destination();
        SocketAddress socket = destination.getAddress().getSocketAddress();
        String name = asked.serverName();
        if (name.isEmpty()) {
            // The network filter puts the name here as well, whether or not it sends the TLS session.
            name = destination.getService();
        }
        if (name.isEmpty()) {
            name = socket.getAddress();
        }
        if (name.isEmpty()) {
            return new Target.Unclear(Reason.INPUT_INCOMPLETE);
        }
        Authority authority = Authority.name(name);
        return authority.host().isEmpty()
                ? new Target.Unclear(Reason.INPUT_MALFORMED)
                : Target.Clear.pathless(ACTION, "/" + authority.host() + "/" + socket.getPortValue(), Authority.NONE);
    }
}
