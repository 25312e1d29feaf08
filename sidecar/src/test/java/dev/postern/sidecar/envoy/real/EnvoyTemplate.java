package dev.postern.sidecar.envoy.real;

import java.nio.file.Path;

/** Writes an Envoy configuration: listeners that ask an authorization cluster, and the clusters they lead to. */
final class EnvoyTemplate {

    private static final String HTTP_FILTER = """
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: @NAME@
                normalize_path: false
                merge_slashes: false
                forward_client_cert_details: @FORWARDED@
                set_current_client_cert_details: {uri: true}
                path_with_escaped_slashes_action: KEEP_UNCHANGED
                route_config:
                  virtual_hosts:
                  - name: all
                    domains: ["*"]
                    response_headers_to_add:
                    - header: {key: x-seen-decision, value: "%DYNAMIC_METADATA(envoy.filters.http.ext_authz:decision_id)%"}
                    routes:
                    - {match: {prefix: "/grpc."}, route: {cluster: grpc}}
                    - {match: {prefix: "/"}, route: {cluster: web}}
                http_filters:
            @BEFORE@
                - name: envoy.filters.http.ext_authz
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz
                    transport_api_version: V3
                    failure_mode_allow: false
                    metadata_context_namespaces: [envoy.filters.http.jwt_authn]
                    grpc_service: {envoy_grpc: {cluster_name: @CLUSTER@}, timeout: @TIMEOUT@}
                    @OPTIONS@
                - name: envoy.filters.http.router
                  typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
            """;

    private static final String TCP_FILTERS = """
            - name: envoy.filters.network.ext_authz
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.ext_authz.v3.ExtAuthz
                stat_prefix: @NAME@
                transport_api_version: V3
                failure_mode_allow: false
                grpc_service: {envoy_grpc: {cluster_name: @CLUSTER@}, timeout: @TIMEOUT@}
            - name: envoy.filters.network.tcp_proxy
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
                stat_prefix: @NAME@
                cluster: web
            """;

    private static final String TLS = """
            transport_socket:
              name: envoy.transport_sockets.tls
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
                common_tls_context:
                  alpn_protocols: [h2, http/1.1]
                  tls_certificates:
                  - {certificate_chain: {filename: @CERTIFICATE@}, private_key: {filename: @KEY@}}
                  validation_context: {trusted_ca: {filename: @TRUSTED@}}
            """;

    private static final String LISTENER = """
            - name: @NAME@
              address: {@ADDRESS@}
              filter_chains:
              - filters:
            @FILTERS@@TRANSPORT@""";

    private static final String CLUSTER = """
            - name: @NAME@
              connect_timeout: 1s
              typed_extension_protocol_options:
                envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
                  "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
                  explicit_http_config: {@PROTOCOL@}
              load_assignment:
                cluster_name: @NAME@
                endpoints: [{lb_endpoints: [{endpoint: {address: {@ADDRESS@}}}]}]
            """;

    private final StringBuilder listeners = new StringBuilder();
    private final StringBuilder clusters = new StringBuilder();
    private String beforeAuthorization = "";
    private String forwarded = "SANITIZE";

    /** An HTTP filter, as a YAML item, that the listeners added from now on have before ext_authz. */
    EnvoyTemplate before(String filter) {
        beforeAuthorization = filter.indent(4);
        return this;
    }

    /** What the listeners added from now on do to {@code x-forwarded-client-cert}. */
    EnvoyTemplate forwarding(String details) {
        forwarded = details;
        return this;
    }

    /** A clear-text HTTP listener; {@code options} is one further line of the ext_authz filter. */
    EnvoyTemplate http(int port, String authorizer, String timeout, String options) {
        return listener(port, HTTP_FILTER, authorizer, timeout, options, "");
    }

    /** An HTTP listener behind TLS, which offers HTTP/2 and accepts certificates of clients. */
    EnvoyTemplate https(int port, String authorizer, Path certificate, Path key) {
        return https(port, authorizer, certificate, key, certificate);
    }

    /** The same for clients whose certificates are in {@code trusted}. */
    EnvoyTemplate https(int port, String authorizer, Path certificate, Path key, Path trusted) {
        String tls = TLS.replace("@CERTIFICATE@", certificate.toString())
                .replace("@TRUSTED@", trusted.toString())
                .replace("@KEY@", key.toString());
        return listener(port, HTTP_FILTER, authorizer, "10s", "include_peer_certificate: true", tls);
    }

    /** A raw TCP listener with the network filter. */
    EnvoyTemplate tcp(int port, String authorizer) {
        return listener(port, TCP_FILTERS, authorizer, "10s", "", "");
    }

    EnvoyTemplate http1Cluster(String name, int port) {
        return cluster(name, socket(port), "http_protocol_options: {}");
    }

    EnvoyTemplate http2Cluster(String name, int port) {
        return cluster(name, socket(port), "http2_protocol_options: {}");
    }

    EnvoyTemplate http2Cluster(String name, Path unixSocket) {
        return cluster(name, "pipe: {path: " + unixSocket + "}", "http2_protocol_options: {}");
    }

    String build(int adminPort) {
        return "admin: {address: {" + socket(adminPort) + "}}\nstatic_resources:\n  listeners:\n" + listeners
                + "  clusters:\n" + clusters;
    }

    private EnvoyTemplate listener(
            int port, String filters, String authorizer, String timeout, String options, String transport) {
        listeners.append(LISTENER.replace("@FILTERS@", filters.indent(4))
                .replace("@TRANSPORT@", transport.indent(4))
                .replace("@ADDRESS@", socket(port))
                .replace("@NAME@", "port_" + port)
                .replace("    @BEFORE@\n", beforeAuthorization.indent(4))
                .replace("@FORWARDED@", forwarded)
                .replace("@CLUSTER@", authorizer)
                .replace("@TIMEOUT@", timeout)
                .replace("@OPTIONS@", options)
                .indent(2));
        return this;
    }

    private EnvoyTemplate cluster(String name, String address, String protocol) {
        clusters.append(CLUSTER.replace("@NAME@", name)
                .replace("@ADDRESS@", address)
                .replace("@PROTOCOL@", protocol)
                .indent(2));
        return this;
    }

    private static String socket(int port) {
        return "socket_address: {address: 127.0.0.1, port_value: " + port + "}";
    }
}
