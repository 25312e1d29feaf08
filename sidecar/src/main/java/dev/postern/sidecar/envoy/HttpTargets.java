package dev.postern.sidecar.envoy;

import dev.postern.policy.PathRules;
import dev.postern.policy.Reason;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;

/** Says where HTTP requests go. Thread-safe. */
final class HttpTargets {

    private final RouteTable routes;
    private final int maxPath;

    HttpTargets(RouteTable routes, int maxPath) {
        this.routes = routes;
        this.maxPath = maxPath;
    }

    Target of(HttpRequest http, PathRules rules) {
        Authority authority = http.getHost().isEmpty() ? Authority.NONE : Authority.parse(http.getHost());
        if (authority.host().isEmpty() && !http.getHost().isEmpty()) {
            return new Target.Unclear(Reason.INPUT_AMBIGUOUS_HEADER);
        }
        if (http.getMethod().isEmpty()) {
            return new Target.Unclear(Reason.INPUT_INCOMPLETE);
        }
        if (http.getPath().length() > maxPath) {
            return new Target.Unclear(Reason.INPUT_TOO_LARGE);
        }
        String action = routes.defaultAction(http.getMethod());
        if (action == null) {
            return new Target.Unclear(Reason.INPUT_MALFORMED);
        }
        return http.getMethod().equals("CONNECT")
                ? tunnel(http, authority, action)
                : request(http, rules, authority, action);
    }

    private Target request(HttpRequest http, PathRules rules, Authority authority, String action) {
        String sent = http.getPath();
        int mark = sent.indexOf('?');
        String rawPath = mark < 0 ? sent : sent.substring(0, mark);
        String rawQuery = mark < 0 ? "" : sent.substring(mark + 1);
        String path = isWholeServer(http) ? sent : PathCanonicaliser.canonical(rawPath, rules);
        // A fragment never reaches a server from an honest client.
        if (path == null || rawQuery.indexOf('#') >= 0) {
            return new Target.Unclear(Reason.INPUT_AMBIGUOUS_PATH);
        }
        RouteTable.Named named = routes.name(http.getMethod(), action, authority.host(), path);
        return named == null
                ? new Target.Unclear(Reason.INPUT_AMBIGUOUS_PATH)
                : new Target.Clear(
                        named.action(), named.resource(), path, rawPath, rawQuery, authority, named.captures());
    }

    private static boolean isWholeServer(HttpRequest http) {
        return http.getPath().equals("*") && http.getMethod().equals("OPTIONS");
    }

    private static Target tunnel(HttpRequest http, Authority authority, String action) {
        // A CONNECT with a path is some other protocol than a tunnel to its authority.
        if (!http.getPath().isEmpty() && !http.getPath().equals(http.getHost())) {
            return new Target.Unclear(Reason.INPUT_AMBIGUOUS_PATH);
        }
        if (authority.host().isEmpty()) {
            return new Target.Unclear(Reason.INPUT_INCOMPLETE);
        }
        String port = authority.port() == 0 ? "" : ":" + authority.port();
        return Target.Clear.pathless(action, "/" + authority.host() + port, authority);
    }
}
