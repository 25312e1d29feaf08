package dev.postern.sidecar.envoy;

import dev.postern.policy.PathRules;
import dev.postern.policy.Reason;

/** Says where HTTP requests go. Thread-safe. */
final class HttpTargets {

    private final RouteTable routes;
    private final int maxPath;

    HttpTargets(RouteTable routes, int maxPath) {
        this.routes = routes;
        this.maxPath = maxPath;
    }

    Target of(EnvoyCheck http, PathRules rules) {
        Authority authority = http.host().isEmpty() ? Authority.NONE : Authority.parse(http.host());
        if (authority.host().isEmpty() && !http.host().isEmpty()) {
            return new Target.Unclear(Reason.INPUT_AMBIGUOUS_HEADER);
        }
        if (http.method().isEmpty()) {
            return new Target.Unclear(Reason.INPUT_INCOMPLETE);
        }
        if (http.path().length() > maxPath) {
            return new Target.Unclear(Reason.INPUT_TOO_LARGE);
        }
        String action = routes.defaultAction(http.method());
        if (action == null) {
            return new Target.Unclear(Reason.INPUT_MALFORMED);
        }
        return http.method().equals("CONNECT")
                ? tunnel(http, authority, action)
                : request(http, rules, authority, action);
    }

    private Target request(EnvoyCheck http, PathRules rules, Authority authority, String action) {
        String sent = http.path();
        int mark = sent.indexOf('?');
        String rawPath = mark < 0 ? sent : sent.substring(0, mark);
        String rawQuery = mark < 0 ? "" : sent.substring(mark + 1);
        String path = isWholeServer(http) ? sent : PathCanonicaliser.canonical(rawPath, rules);
        // A fragment never reaches a server from an honest client.
        if (path == null || rawQuery.indexOf('#') >= 0) {
            return new Target.Unclear(Reason.INPUT_AMBIGUOUS_PATH);
        }
        RouteTable.Named named = routes.name(http.method(), action, authority.host(), path);
        return named == null
                ? new Target.Unclear(Reason.INPUT_AMBIGUOUS_PATH)
                : new Target.Clear(
                        named.action(), named.resource(), path, rawPath, rawQuery, authority, named.captures());
    }

    private static boolean isWholeServer(EnvoyCheck http) {
        return http.path().equals("*") && http.method().equals("OPTIONS");
    }

    private static Target tunnel(EnvoyCheck http, Authority authority, String action) {
        // A CONNECT with a path is some other protocol than a tunnel to its authority.
        if (!http.path().isEmpty() && !http.path().equals(http.host())) {
            return new Target.Unclear(Reason.INPUT_AMBIGUOUS_PATH);
        }
        if (authority.host().isEmpty()) {
            return new Target.Unclear(Reason.INPUT_INCOMPLETE);
        }
        String port = authority.port() == 0 ? "" : ":" + authority.port();
        return Target.Clear.pathless(action, "/" + authority.host() + port, authority);
    }
}
