package dev.postern.sidecar.envoy;

import dev.postern.policy.Reason;
import java.util.Map;

/** Where a request or a connection goes. */
sealed interface Target {

    /**
     * It goes to one place only.
     *
     * @param action what is to be done there
     * @param resource what it is to be done to
     * @param path canonical; empty for tunnels and connections
     * @param rawPath as sent, without query
     * @param rawQuery as sent, without the question mark
     * @param authority whom a request is addressed to
     * @param captures what the matching route captured from the path
     */
    record Clear(
            String action,
            String resource,
            String path,
            String rawPath,
            String rawQuery,
            Authority authority,
            Map<String, String> captures)
            implements Target {

        /** A tunnel or connection. */
        static Clear pathless(String action, String resource, Authority authority) {
            return new Clear(action, resource, "", "", "", authority, Map.of());
        }
    }

    /** It cannot be said safely where it goes. */
    record Unclear(Reason reason) implements Target {}
}
