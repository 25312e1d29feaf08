package dev.postern.sidecar.envoy;

import dev.postern.ccl.FieldPath;
import dev.postern.policy.Check;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the Envoy door reads requests and what it tells Envoy to change in them. Header names are in lower case.
 *
 * @param actionPrefix what comes before the method, in lower case, in the action of a request that no route names
 * @param routes tried in order; the first that matches names action and resource
 * @param tenant whose rules answer
 * @param identity where the principal is read from; {@code null}: it is the peer that Envoy verified by mTLS
 * @param metadata what Envoy's filters found out, by the name it gets below {@code request.metadata}
 * @param body how bodies are read
 * @param upstream how an allowed request changes on its way
 * @param outbound how requests that leave are told from those that arrive, and where they are sent
 * @param singleHeaders headers that refuse a request when they come more than once; {@code host} is always one
 * @param limits how large a request may be
 */
public record EnvoyConfig(
        String actionPrefix,
        List<Route> routes,
        TenantSource tenant,
        @Nullable Identity identity,
        Map<String, MetadataPath> metadata,
        Body body,
        Upstream upstream,
        Outbound outbound,
        Set<String> singleHeaders,
        Limits limits) {

    public static final EnvoyConfig DEFAULTS = new EnvoyConfig(
            "http.",
            List.of(),
            TenantSource.DEFAULTS,
            null,
            Map.of(),
            Body.DEFAULTS,
            Upstream.DEFAULTS,
            Outbound.DEFAULTS,
            Set.of("authorization", "content-length", "content-type"),
            Limits.DEFAULTS);

    public EnvoyConfig {
        routes = List.copyOf(routes);
        metadata = Map.copyOf(metadata);
        singleHeaders = Set.copyOf(singleHeaders);
    }

    /**
     * Names the action and resource of the requests it matches.
     *
     * @param methods as on the wire, such as {@code GET}; empty for all
     * @param host {@code *.example.com} stands for any name below; empty for all
     * @param path segments that are literal, <code>{name}</code>, {@code *} for one, or at most once {@code **} or
     *     <code>{name=**}</code> for any number
     * @param action with <code>{name}</code> for what the path captured and <code>{method}</code> for the method in
     *     lower case; {@code null} for the default action
     * @param resource with <code>{name}</code>, <code>{method}</code>, <code>{host}</code> and <code>{path}</code>;
     *     {@code null} for the canonical path
     */
    public record Route(
            Set<String> methods,
            String host,
            String path,
            @Nullable String action,
            @Nullable String resource) {
        public Route {
            methods = Set.copyOf(methods);
            RouteTable.validate(path, action, resource);
        }
    }

    /**
     * Where a request says whose rules answer.
     *
     * @param extension key in {@code context_extensions}, which only Envoy's configuration can set
     * @param fallback the tenant where there is no such key
     */
    public record TenantSource(String extension, String fallback) {
        public static final TenantSource DEFAULTS = new TenantSource("tenant", Check.DEFAULT_TENANT);
    }

    /**
     * A principal from the dynamic metadata of an Envoy filter that verified it, such as
     * {@code envoy.filters.http.jwt_authn}. Where the metadata is absent nobody is known: there is no falling back.
     *
     * @param namespace the filter's
     * @param id leads to a text
     * @param roles leads to texts, or to one text of words; {@code null} for no roles
     * @param attributes leads to an object; {@code null} for no attributes
     */
    public record Identity(
            String namespace,
            FieldPath id,
            @Nullable FieldPath roles,
            @Nullable FieldPath attributes) {}

    /** A place in the dynamic metadata that Envoy sends along; {@code path} may be absent for all of a namespace. */
    public record MetadataPath(String namespace, @Nullable FieldPath path) {}

    /**
     * How bodies are read. A body that policy asks for and that is cut off or is not JSON refuses the request.
     *
     * @param json whether {@code request.body} is read as JSON; where not, a policy that asks for a body refuses every
     *     request that has one
     * @param maxBytes what Envoy's {@code max_request_bytes} is set to: a body of this length may be cut off
     * @param maxDepth deepest nesting of arrays and objects
     */
    public record Body(boolean json, int maxBytes, int maxDepth) {
        public static final Body DEFAULTS = new Body(false, 64 * 1024, 32);
    }

    /**
     * How an allowed request changes on its way.
     *
     * @param set header to the attribute whose value it gets; without a value the header is removed
     * @param remove headers that no client may send on
     */
    public record Upstream(Map<String, FieldPath> set, Set<String> remove) {
        public static final Upstream DEFAULTS = new Upstream(Map.of(), Set.of());

        public Upstream {
            set = Map.copyOf(set);
            remove = Set.copyOf(remove);
        }
    }

    /**
     * Requests that leave through Envoy, of which the egress gate is asked.
     *
     * @param extension key in {@code context_extensions} that marks them; its value is the scheme, {@code http} or
     *     {@code https}, in which Envoy speaks to their destinations
     * @param addressHeader header that tells Envoy which checked address to connect to, as {@code address:port}; empty
     *     for none
     * @param hold bytes of a content that are kept back with its head, so that what is blocked before them is refused whole
     */
    public record Outbound(String extension, String addressHeader, int hold) {
        public static final Outbound DEFAULTS = new Outbound("egress", "", 8 * 1024);

        /** Key in {@code context_extensions} of the labels that contents carry, separated by commas. */
        String labels() {
            return extension + "_labels";
        }
    }

    /**
     * How large a request may be.
     *
     * @param headers number of them
     * @param headerBytes of all names and values
     * @param pathBytes of path and query
     */
    public record Limits(int headers, int headerBytes, int pathBytes) {
        public static final Limits DEFAULTS = new Limits(256, 128 * 1024, 16 * 1024);
    }
}
