package dev.postern.sidecar.envoy;

import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.PathRules;
import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;

/** Reads what Envoy sends as a check, or says why it cannot be read safely. Thread-safe. */
final class RequestMapping {

    private static final String CONNECT = "CONNECT";
    private static final String CONNECTION_ACTION = "connection.open";

    private final EnvoyConfig config;
    private final RouteTable routes;
    private final Principals principals;
    private final SingleHeaders singles;
    private final JsonReader json;
    private final boolean trustAsserted;
    private final Function<String, PathRules> pathRules;
    private final InstantSource clock;

    /**
     * A mapping of one listener.
     *
     * @param trustAsserted whether callers may say who the principal is
     * @param pathRules of a tenant
     */
    RequestMapping(
            EnvoyConfig config, boolean trustAsserted, Function<String, PathRules> pathRules, InstantSource clock) {
        this.config = config;
        this.routes = new RouteTable(config.actionPrefix(), config.routes());
        this.principals = new Principals(config.identity());
        this.singles = new SingleHeaders(config.singleHeaders());
        this.json = new JsonReader(config.body().maxDepth());
        this.trustAsserted = trustAsserted;
        this.pathRules = pathRules;
        this.clock = clock;
    }

    /** Whose rules answer a request that cannot be read at all. */
    String fallbackTenant() {
        return config.tenant().fallback();
    }

    Mapped read(CheckRequest request) {
        AttributeContext context = request.getAttributes();
        String tenant = tenant(context);
        Principal principal = principals.of(context);
        if (!trustAsserted && !principal.id().isEmpty()) {
            return new Mapped.Refused(tenant, Reason.INPUT_UNTRUSTED);
        }
        return context.getRequest().hasHttp()
                ? http(context, context.getRequest().getHttp(), tenant, principal)
                : connection(context, tenant, principal);
    }

    private String tenant(AttributeContext context) {
        return context.getContextExtensionsOrDefault(
                config.tenant().extension(), config.tenant().fallback());
    }

    private Mapped http(AttributeContext context, HttpRequest http, String tenant, Principal principal) {
        RequestHeaders headers = new RequestHeaders(http);
        Reason fault = headers.fault(singles, config.limits());
        if (fault != null) {
            return new Mapped.Refused(tenant, fault);
        }
        String method = http.getMethod();
        Authority authority = http.getHost().isEmpty() ? Authority.NONE : Authority.parse(http.getHost());
        if (method.isEmpty()) {
            return new Mapped.Refused(tenant, Reason.INPUT_INCOMPLETE);
        }
        if (authority.host().isEmpty() && !http.getHost().isEmpty()) {
            return new Mapped.Refused(tenant, Reason.INPUT_AMBIGUOUS_HEADER);
        }
        String action = routes.defaultAction(method);
        if (action == null) {
            return new Mapped.Refused(tenant, Reason.INPUT_MALFORMED);
        }
        if (http.getPath().length() > config.limits().pathBytes()) {
            return new Mapped.Refused(tenant, Reason.INPUT_TOO_LARGE);
        }
        return method.equals(CONNECT)
                ? connect(context, http, tenant, principal, headers, authority, action)
                : request(context, http, tenant, principal, headers, authority, action);
    }

    private Mapped request(
            AttributeContext context,
            HttpRequest http,
            String tenant,
            Principal principal,
            RequestHeaders headers,
            Authority authority,
            String action) {
        String sent = http.getPath();
        int mark = sent.indexOf('?');
        String rawPath = mark < 0 ? sent : sent.substring(0, mark);
        String rawQuery = mark < 0 ? "" : sent.substring(mark + 1);
        String path = isWholeServer(http, sent) ? sent : PathCanonicaliser.canonical(rawPath, pathRules.apply(tenant));
        // A fragment never reaches a server from an honest client.
        if (path == null || rawQuery.indexOf('#') >= 0) {
            return new Mapped.Refused(tenant, Reason.INPUT_AMBIGUOUS_PATH);
        }
        RouteTable.Named named = routes.name(http.getMethod(), action, authority.host(), path);
        if (named == null) {
            return new Mapped.Refused(tenant, Reason.INPUT_AMBIGUOUS_PATH);
        }
        RequestTarget target = new RequestTarget(path, rawPath, rawQuery, authority, sni(context), named.captures());
        return asked(context, http, tenant, principal, headers, target, named.action(), named.resource());
    }

    private Mapped connect(
            AttributeContext context,
            HttpRequest http,
            String tenant,
            Principal principal,
            RequestHeaders headers,
            Authority authority,
            String action) {
        // A CONNECT with a path is some other protocol than a tunnel to its authority.
        if (!http.getPath().isEmpty() && !http.getPath().equals(http.getHost())) {
            return new Mapped.Refused(tenant, Reason.INPUT_AMBIGUOUS_PATH);
        }
        if (authority.host().isEmpty()) {
            return new Mapped.Refused(tenant, Reason.INPUT_INCOMPLETE);
        }
        String resource =
                authority.port() == 0 ? "/" + authority.host() : "/" + authority.host() + ":" + authority.port();
        RequestTarget target = new RequestTarget("", "", "", authority, sni(context), Map.of());
        return asked(context, http, tenant, principal, headers, target, action, resource);
    }

    private Mapped connection(AttributeContext context, String tenant, Principal principal) {
        String sni = sni(context);
        String named = sni.isEmpty() ? context.getDestination().getService() : sni;
        SocketAddress socket = context.getDestination().getAddress().getSocketAddress();
        String host = named.isEmpty() ? socket.getAddress() : named;
        if (host.isEmpty()) {
            return new Mapped.Refused(tenant, Reason.INPUT_INCOMPLETE);
        }
        Authority authority = Authority.name(host);
        if (authority.host().isEmpty()) {
            return new Mapped.Refused(tenant, Reason.INPUT_MALFORMED);
        }
        String resource = "/" + authority.host() + "/" + socket.getPortValue();
        RequestTarget target = new RequestTarget("", "", "", Authority.NONE, sni, Map.of());
        HttpRequest none = HttpRequest.getDefaultInstance();
        return asked(context, none, tenant, principal, new RequestHeaders(none), target, CONNECTION_ACTION, resource);
    }

    private Mapped asked(
            AttributeContext context,
            HttpRequest http,
            String tenant,
            Principal principal,
            RequestHeaders headers,
            RequestTarget target,
            String action,
            String resource) {
        RequestBody body = new RequestBody(http, headers, config.body(), json);
        Attributes facts = new RequestFacts(context, target, config.metadata(), headers, body);
        return new Mapped.Asked(new Check(tenant, principal, action, resource, Map.of(), facts, clock.millis()));
    }

    private static boolean isWholeServer(HttpRequest http, String sent) {
        return sent.equals("*") && http.getMethod().equals("OPTIONS");
    }

    private static String sni(AttributeContext context) {
        return context.hasTlsSession()
                ? Authority.name(context.getTlsSession().getSni()).host()
                : "";
    }
}
