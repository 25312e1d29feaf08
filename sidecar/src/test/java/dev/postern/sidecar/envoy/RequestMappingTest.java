package dev.postern.sidecar.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.postern.ccl.FieldPath;
import dev.postern.policy.Check;
import dev.postern.policy.PathRules;
import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import dev.postern.policy.Value;
import dev.postern.sidecar.envoy.EnvoyConfig.Body;
import dev.postern.sidecar.envoy.EnvoyConfig.Identity;
import dev.postern.sidecar.envoy.EnvoyConfig.Limits;
import dev.postern.sidecar.envoy.EnvoyConfig.MetadataPath;
import dev.postern.sidecar.envoy.EnvoyConfig.Route;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestMappingTest {

    private static final Map<String, MetadataPath> JWT =
            Map.of("jwt", new MetadataPath("envoy.filters.http.jwt_authn", FieldPath.of("jwt_payload")));

    private static final EnvoyConfig CONFIG = config(null, List.of(), new Body(true, 64, 4));

    private static EnvoyConfig config(@Nullable Identity identity, List<Route> routes, Body body) {
        EnvoyConfig defaults = EnvoyConfig.DEFAULTS;
        return new EnvoyConfig(
                defaults.actionPrefix(),
                routes,
                defaults.tenant(),
                identity,
                JWT,
                body,
                defaults.upstream(),
                defaults.singleHeaders(),
                new Limits(100, 4_096, 1_024));
    }

    private static Mapped read(EnvoyConfig config, CheckRequest request) {
        return new RequestMapping(config, true, tenant -> PathRules.STRICT, InstantSource.system()).read(request);
    }

    private static Check check(CheckRequest request) {
        return check(CONFIG, request);
    }

    private static Check check(EnvoyConfig config, CheckRequest request) {
        Mapped mapped = read(config, request);
        assertThat(mapped).isInstanceOf(Mapped.Asked.class);
        return ((Mapped.Asked) mapped).check();
    }

    private static Reason refusal(CheckRequest request) {
        Mapped mapped = read(CONFIG, request);
        assertThat(mapped).isInstanceOf(Mapped.Refused.class);
        return ((Mapped.Refused) mapped).reason();
    }

    private static @Nullable Object find(Check check, String path) {
        Value value = check.facts().find(FieldPath.of(path));
        return value instanceof Value.Text text
                ? text.value()
                : value instanceof Value.Int number ? (Object) number.value() : value;
    }

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
    void readsRawHeaders() {
        Check check = check(Fixtures.load("envoy-raw-headers"));

        assertThat(check.resource()).isEqualTo("/docs/1");
        assertThat(find(check, "request.host")).isEqualTo("docs.example");
        assertThat(find(check, "request.port")).isEqualTo(8443L);
        assertThat(find(check, "request.headers.x-role")).isEqualTo("user,admin");
        assertThat(find(check, "request.header_values.x-role"))
                .isEqualTo(new Value.Items(List.of(new Value.Text("user"), new Value.Text("admin"))));
        assertThat(find(check, "request.headers.x-text")).isEqualTo("caf\u00e9");
        assertThat(check.facts().doubt()).isNull();
        assertThat(find(check, "request.headers.x-latin")).isNull();
        assertThat(check.facts().doubt()).isEqualTo(Reason.INPUT_AMBIGUOUS_HEADER);
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.example:99999",
                "a.example:8o",
                "user@a.example",
                "a b",
                "[::1",
                "[::1]x",
                "a/b",
                ":80",
                "h\u00f6st"
            })
    void refusesHostsThatAreNone(String host) {
        assertThat(refusal(Fixtures.http("GET", "/", http -> http.setHost(host))))
                .isEqualTo(Reason.INPUT_AMBIGUOUS_HEADER);
    }

    @ParameterizedTest
    @CsvSource({
        "A.Example, a.example",
        "a.example., a.example",
        "a.example:, a.example",
        "[2001:DB8::1]:443, 2001:db8::1",
        "10.0.0.1:80, 10.0.0.1"
    })
    void bringsHostsIntoOneForm(String host, String expected) {
        assertThat(find(check(Fixtures.http("GET", "/", http -> http.setHost(host))), "request.host"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "authorization | Bearer a,Bearer b",
                "authorization | Bearer a, Basic b",
                "authorization | Digest username=\"a,b\", Bearer c",
                "Authorization | basic YTpi,YTpj",
                "content-length | 5,5",
                "content-type | text/plain,application/json",
                "content-type | \"text/plain,application/json",
                "host | b.example"
            })
    void refusesJoinedSingleHeaders(String name, String value) {
        assertThat(refusal(Fixtures.http("GET", "/", http -> http.putHeaders(name, value))))
                .isEqualTo(Reason.INPUT_AMBIGUOUS_HEADER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "authorization | Bearer abc",
                "authorization | Digest username=\"a,b\", realm=\"c\", nc = 1",
                "authorization | AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host;x, Signature=c",
                "content-type | multipart/form-data; boundary=\"a,b\"",
                "host | A.EXAMPLE",
                "accept | a,b,c"
            })
    void passesSingleHeadersThatOnlyLookJoined(String name, String value) {
        check(Fixtures.http("GET", "/", http -> http.putHeaders(name, value)));
    }

    @Test
    void readsTheRawHeadersWhereBothFormsAreThere() {
        assertThat(refusal(Fixtures.load("both-header-forms"))).isEqualTo(Reason.INPUT_AMBIGUOUS_HEADER);
        CheckRequest once = Fixtures.changed(
                "both-header-forms", http -> http.getHeaderMapBuilder().removeHeaders(3));
        assertThat(find(check(once), "request.headers.x-role")).isEqualTo("user,admin");
    }

    @Test
    void refusesAgentgatewaysJoinedCredentials() {
        assertThat(refusal(Fixtures.load("agentgateway"))).isEqualTo(Reason.INPUT_AMBIGUOUS_HEADER);
        CheckRequest once = Fixtures.changed("agentgateway", http -> http.putHeaders("authorization", "Bearer one"));
        assertThat(find(check(once), "request.header_values.x-role"))
                .isEqualTo(new Value.Items(List.of(new Value.Text("user"), new Value.Text("admin"))));
    }

    @Test
    void findsHeadersInWhateverCase() {
        Check check = check(Fixtures.http("GET", "/", http -> http.putHeaders("X-Role", "admin")));

        assertThat(find(check, "request.headers.x-role")).isEqualTo("admin");
    }

    @Test
    void doubtsHeadersWithControlCharacters() {
        Check check = check(Fixtures.http("GET", "/", http -> http.putHeaders("x-role", "user\0admin")));

        assertThat(check.facts().doubt()).isNull();
        assertThat(find(check, "request.headers.x-role")).isNull();
        assertThat(check.facts().doubt()).isEqualTo(Reason.INPUT_AMBIGUOUS_HEADER);
    }

    @Test
    void refusesTooManyOrTooLargeHeaders() {
        assertThat(refusal(Fixtures.http("GET", "/", http -> {
                    for (int i = 0; i < 101; i++) {
                        http.putHeaders("x-" + i, "v");
                    }
                })))
                .isEqualTo(Reason.INPUT_TOO_LARGE);
        assertThat(refusal(Fixtures.http("GET", "/", http -> http.putHeaders("x-big", "v".repeat(1 << 20)))))
                .isEqualTo(Reason.INPUT_TOO_LARGE);
        assertThat(refusal(Fixtures.http(
                        "GET",
                        "/",
                        http -> http.getHeaderMapBuilder()
                                .addHeaders(HeaderValue.newBuilder()
                                        .setKey("x-big")
                                        .setRawValue(ByteString.copyFrom(new byte[1 << 20]))))))
                .isEqualTo(Reason.INPUT_TOO_LARGE);
        assertThat(refusal(Fixtures.http("GET", "/" + "a".repeat(1_024)))).isEqualTo(Reason.INPUT_TOO_LARGE);
    }

    @Test
    void splitsThePathAtTheFirstQuestionMarkOnly() {
        Check check = check(Fixtures.http("GET", "/a?next=/b?c&x=1%20y+z"));

        assertThat(check.resource()).isEqualTo("/a");
        assertThat(find(check, "request.query.next")).isEqualTo("/b?c");
        assertThat(find(check, "request.query.x")).isEqualTo("1 y z");
        assertThat(refusal(Fixtures.http("GET", "/a?b#c"))).isEqualTo(Reason.INPUT_AMBIGUOUS_PATH);
    }

    @Test
    void doubtsQueryParametersThatRepeat() {
        Check check = check(Fixtures.load("envoy-http"));

        assertThat(find(check, "request.query_values.item"))
                .isEqualTo(new Value.Items(List.of(new Value.Text("1"), new Value.Text("2"))));
        assertThat(check.facts().doubt()).isNull();
        assertThat(find(check, "request.query.item")).isNull();
        assertThat(check.facts().doubt()).isEqualTo(Reason.INPUT_AMBIGUOUS_QUERY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%zz", "a=%c0%af", "a=%ff", "%u0041=1", "a=1&b=%4"})
    void doubtsQueriesThatCannotBeDecoded(String query) {
        Check check = check(Fixtures.http("GET", "/?" + query));

        assertThat(check.facts().doubt()).isNull();
        assertThat(find(check, "request.query.a")).isNull();
        assertThat(check.facts().doubt()).isEqualTo(Reason.INPUT_AMBIGUOUS_QUERY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json",
                "{\"a\":1",
                "{\"a\":1} x",
                "{\"a\":1,\"a\":2}",
                "{\"a\":12345678901234567890}",
                "{\"a\":1e999}",
                "{\"a\":[[[[[1]]]]]}",
                "a=1&b=2",
                "[1,]",
                "{'a':1}",
                "NaN"
            })
    void doubtsBodiesThatAreNotStrictJson(String body) {
        Check check = check(post(http -> http.setBody(body)));

        assertThat(check.facts().doubt()).isNull();
        assertThat(find(check, "request.body.a")).isNull();
        assertThat(check.facts().doubt()).isEqualTo(Reason.INPUT_BODY);
    }

    @Test
    void doubtsBodiesThatAreCutOff() {
        assertThat(bodyDoubt(post(http -> http.setBody("{}").putHeaders("x-envoy-auth-partial-body", "true"))))
                .isEqualTo(Reason.INPUT_BODY);
        assertThat(bodyDoubt(post(http -> http.setBody("{}").putHeaders("content-length", "3"))))
                .isEqualTo(Reason.INPUT_BODY);
        assertThat(bodyDoubt(post(http -> http.setBody("{\"a\":\"" + "x".repeat(56) + "\"}"))))
                .as("as long as Envoy buffers")
                .isEqualTo(Reason.INPUT_BODY);
        assertThat(bodyDoubt(post(http -> http.putHeaders("content-length", "7"))))
                .isEqualTo(Reason.INPUT_BODY);
        assertThat(bodyDoubt(post(http -> http.putHeaders("transfer-encoding", "chunked"))))
                .isEqualTo(Reason.INPUT_BODY);
        assertThat(bodyDoubt(post(http -> http.setProtocol("HTTP/2")))).isEqualTo(Reason.INPUT_BODY);
        assertThat(bodyDoubt(post(http -> http.setSize(-1)))).isEqualTo(Reason.INPUT_BODY);
        assertThat(bodyDoubt(post(http -> http.setRawBody(ByteString.copyFrom(new byte[] {'"', (byte) 0xff, '"'})))))
                .isEqualTo(Reason.INPUT_BODY);
        assertThat(bodyDoubt(post(http -> http.setBody("x".repeat(5 << 20))))).isEqualTo(Reason.INPUT_BODY);
    }

    @Test
    void reliesOnBodiesThatAreWholeOrSurelyAbsent() {
        assertThat(bodyDoubt(post(http -> http.setBody("{}").putHeaders("content-length", "2"))))
                .isNull();
        assertThat(bodyDoubt(post(http -> http.setRawBody(ByteString.copyFromUtf8("{\"a\":{\"b\":[1,2.5,null]}}")))))
                .isNull();
        assertThat(bodyDoubt(post(http -> http.putHeaders("content-length", "0"))))
                .isNull();
        assertThat(bodyDoubt(post(http -> {}))).isNull();
        assertThat(bodyDoubt(Fixtures.http("GET", "/", http -> http.setProtocol("HTTP/2"))))
                .isNull();
    }

    @Test
    void doubtsEveryBodyThatIsNotToBeRead() {
        EnvoyConfig off = config(null, List.of(), new Body(false, 64, 4));
        Check check = check(off, post(http -> http.setBody("{}")));

        assertThat(find(check, "request.body.a")).isNull();
        assertThat(check.facts().doubt()).isEqualTo(Reason.INPUT_BODY);
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

    private static @Nullable Reason bodyDoubt(CheckRequest request) {
        Check check = check(request);
        check.facts().find(FieldPath.of("request.body.a"));
        return check.facts().doubt();
    }

    private static CheckRequest post(Consumer<HttpRequest.Builder> change) {
        return Fixtures.http("POST", "/", change);
    }
}
