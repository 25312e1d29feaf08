package dev.postern.sidecar.envoy;

import static dev.postern.sidecar.envoy.RequestReading.CONFIG;
import static dev.postern.sidecar.envoy.RequestReading.check;
import static dev.postern.sidecar.envoy.RequestReading.config;
import static dev.postern.sidecar.envoy.RequestReading.find;
import static dev.postern.sidecar.envoy.RequestReading.read;
import static dev.postern.sidecar.envoy.RequestReading.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import dev.postern.ccl.FieldPath;
import dev.postern.policy.Check;
import dev.postern.policy.PathRules;
import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import dev.postern.policy.Value;
import dev.postern.sidecar.envoy.EnvoyConfig.Body;
import dev.postern.sidecar.envoy.EnvoyConfig.Identity;
import dev.postern.sidecar.envoy.EnvoyConfig.Route;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestMappingTest {

    @Test
    void readsWhatEnvoySends() {
        Check check = check(Fixtures.load("envoy-http"));

        assertThat(check.tenant()).isEqualTo("t1");
        assertThat(check.principal()).isEqualTo(Principal.of("spiffe://cluster.local/ns/shop/sa/web"));
        assertThat(check.action()).isEqualTo("http.post");
        assertThat(check.resource()).isEqualTo("/api/v1/cart");
        assertThat(check.context()).isEmpty();
        assertThat(check.facts().doubt()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "request.method, POST",
        "request.path, /api/v1/cart",
        "request.raw_path, /api/v1/cart",
        "request.raw_query, item=1&item=2",
        "request.host, cart.shop.svc",
        "request.scheme, https",
        "request.protocol, HTTP/2",
        "request.id, 13359530607844510314",
        "request.size, 21",
        "request.time, 1795176000",
        "request.headers.content-type, application/json",
        "request.headers.X-Request-Id, 92a6c0f7-0250-944b-9cfc-ae10cbcedd8e",
        "request.body.sku, A-1",
        "request.body.qty, 2",
        "request.extensions.policy, cart",
        "request.metadata.jwt.sub, alice",
        "request.metadata.jwt.age, 42",
        "request.destination.address, 10.0.0.9",
        "request.destination.port, 8443",
        "request.destination.principal, spiffe://cluster.local/ns/shop/sa/cart",
        "request.destination.labels.app, cart",
        "source.principal, spiffe://cluster.local/ns/shop/sa/web",
        "source.address, 10.0.0.7",
        "source.port, 41022",
        "source.sni, cart.shop.svc",
    })
    void answersAttributesFromTheMessage(String path, String expected) {
        Check check = check(Fixtures.load("envoy-http"));

        assertThat(String.valueOf(find(check, path))).isEqualTo(expected);
        assertThat(check.facts().doubt()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request",
                "source",
                "request.headers.none",
                "request.headers",
                "request.body.sku.x",
                "request.body.none",
                "request.query.none",
                "request.extensions.none",
                "request.metadata.none",
                "request.metadata.jwt.sub.x",
                "request.port",
                "request.path.x",
                "source.service",
                "source.labels.none",
                "request.destination.sni",
                "env.now",
                "principal.id",
                "request.params.x"
            })
    void answersNothingForWhatIsAbsent(String path) {
        Check check = check(Fixtures.load("envoy-http"));

        assertThat(check.facts().find(FieldPath.of(path))).isNull();
        assertThat(check.facts().doubt()).isNull();
    }

    @Test
    void takesThePrincipalFromVerifiedMetadataWhereTold() {
        Identity identity = new Identity(
                "envoy.filters.http.jwt_authn",
                FieldPath.of("jwt_payload.sub"),
                FieldPath.of("jwt_payload.scope"),
                FieldPath.of("jwt_payload"));
        Principal alice = check(config(identity, List.of(), Body.DEFAULTS), Fixtures.load("envoy-http"))
                .principal();

        assertThat(alice.id()).isEqualTo("alice");
        assertThat(alice.roles()).containsExactly("cart:read", "cart:write");
        assertThat(alice.attributes())
                .containsEntry("age", new Value.Int(42))
                .containsEntry("weight", new Value.Real(1.5));
        assertThat(check(config(identity, List.of(), Body.DEFAULTS), Fixtures.load("connect"))
                        .principal())
                .isEqualTo(Principal.NOBODY);
    }

    @Test
    void refusesPrincipalsFromCallersThatAreNotTrusted() {
        RequestMapping mapping = new RequestMapping(CONFIG, false, tenant -> PathRules.STRICT, InstantSource.system());

        assertThat(mapping.read(Fixtures.load("envoy-http")))
                .isEqualTo(new Mapped.Refused("t1", Reason.INPUT_UNTRUSTED));
        assertThat(mapping.read(Fixtures.http("GET", "/"))).isInstanceOf(Mapped.Asked.class);
    }

    @Test
    void readsWhatGrpcJavaSends() {
        Check check = check(Fixtures.load("grpc-java"));

        assertThat(check.tenant()).isEqualTo(Check.DEFAULT_TENANT);
        assertThat(check.principal()).isEqualTo(Principal.NOBODY);
        assertThat(check.action()).isEqualTo("http.post");
        assertThat(check.resource()).isEqualTo("/shop.Cart/AddItem");
        assertThat(find(check, "request.headers.trace-bin")).isEqualTo("AAEC");
        assertThat(find(check, "request.host")).isNull();
        assertThat(find(check, "request.size")).isNull();
    }

    @Test
    void readsConnections() {
        Check tls = check(Fixtures.load("network-tls"));
        assertThat(tls.action()).isEqualTo("connection.open");
        assertThat(tls.resource()).isEqualTo("/db.shop.svc/5432");
        assertThat(find(tls, "source.sni")).isEqualTo("db.shop.svc");
        assertThat(find(tls, "request.method")).isNull();

        assertThat(check(Fixtures.load("network-plain")).resource()).isEqualTo("/10.0.0.9/5432");
    }

    @Test
    void refusesServerNamesThatAreNoNames() {
        CheckRequest.Builder request = Fixtures.load("network-tls").toBuilder();
        request.getAttributesBuilder().getTlsSessionBuilder().setSni("db/../admin");

        assertThat(refusal(request.build())).isEqualTo(Reason.INPUT_MALFORMED);
    }

    @Test
    void readsTunnelsAndWholeServers() {
        Check tunnel = check(Fixtures.load("connect"));
        assertThat(tunnel.action()).isEqualTo("http.connect");
        assertThat(tunnel.resource()).isEqualTo("/proxy.example:443");

        Check server = check(Fixtures.http("OPTIONS", "*"));
        assertThat(server.action()).isEqualTo("http.options");
        assertThat(server.resource()).isEqualTo("*");
    }

    @Test
    void refusesTunnelsWithPathsOrWithoutHosts() {
        assertThat(refusal(Fixtures.changed("connect", http -> http.setPath("/a"))))
                .isEqualTo(Reason.INPUT_AMBIGUOUS_PATH);
        assertThat(refusal(Fixtures.changed("connect", http -> http.setHost("").clearHeaders())))
                .isEqualTo(Reason.INPUT_INCOMPLETE);
    }

    @Test
    void refusesEmptyRequests() {
        assertThat(refusal(Fixtures.load("empty"))).isEqualTo(Reason.INPUT_INCOMPLETE);
        assertThat(refusal(Fixtures.http("", "/"))).isEqualTo(Reason.INPUT_INCOMPLETE);
        assertThat(refusal(Fixtures.http("GET", ""))).isEqualTo(Reason.INPUT_AMBIGUOUS_PATH);
        assertThat(refusal(Fixtures.http("GET", "*"))).isEqualTo(Reason.INPUT_AMBIGUOUS_PATH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET.ADMIN", "GET /", "G\u00c9T", "G*", "GET\0"})
    void refusesMethodsThatAreNone(String method) {
        assertThat(refusal(Fixtures.http(method, "/"))).isEqualTo(Reason.INPUT_MALFORMED);
    }

    @Test
    void lowersUnusualMethods() {
        assertThat(check(Fixtures.http("PROPFIND", "/")).action()).isEqualTo("http.propfind");
    }

    @Test
    void ignoresFieldsItDoesNotKnow() {
        CheckRequest request = Fixtures.load("envoy-http").toBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                77,
                                UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                        .build())
                .build();

        assertThat(check(request).resource()).isEqualTo("/api/v1/cart");
    }

    @Test
    void namesRequestsByTheFirstRouteThatMatches() {
        List<Route> routes = List.of(
                new Route(Set.of("GET", "HEAD"), "", "/v1/entities/{id}", "entity.read", "/entities/{id}"),
                new Route(Set.of(), "", "/v1/entities/{id}/**", "entity.{method}", null),
                new Route(Set.of(), "*.files.example", "/{bucket}/{key=**}", null, "/files/{host}/{bucket}/{key}"),
                new Route(Set.of("POST"), "", "/rpc/{service}/{name}", "rpc.{service}.{name}", "/rpc"));
        EnvoyConfig config = config(null, routes, Body.DEFAULTS);

        Check read = check(config, Fixtures.http("GET", "/v1/entities/42/"));
        assertThat(read.action()).isEqualTo("entity.read");
        assertThat(read.resource()).isEqualTo("/entities/42");
        assertThat(find(read, "request.params.id")).isEqualTo("42");
        Check other = check(config, Fixtures.http("DELETE", "/v1/entities/42/x/y"));
        assertThat(other.action()).isEqualTo("entity.delete");
        assertThat(other.resource()).isEqualTo("/v1/entities/42/x/y");
        Check file = check(config, Fixtures.http("PUT", "/b/k/l", http -> http.setHost("eu.files.example")));
        assertThat(file.action()).isEqualTo("http.put");
        assertThat(file.resource()).isEqualTo("/files/eu.files.example/b/k/l");
        assertThat(check(config, Fixtures.http("POST", "/rpc/cart/add")).action())
                .isEqualTo("rpc.cart.add");
        assertThat(read(config, Fixtures.http("POST", "/rpc/cart.admin/add")))
                .isEqualTo(new Mapped.Refused(Check.DEFAULT_TENANT, Reason.INPUT_AMBIGUOUS_PATH));
        assertThat(check(config, Fixtures.http("PATCH", "/v1/entities/")).action())
                .isEqualTo("http.patch");
    }
}
