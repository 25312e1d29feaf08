package dev.postern.sidecar.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.postern.ccl.FieldPath;
import dev.postern.policy.Compilation;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.DecisionObserver;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Lanes;
import dev.postern.sidecar.egress.EgressGates;
import dev.postern.sidecar.grpc.Encoded;
import dev.postern.sidecar.identity.Identification;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationEndpointTest {

    private static final String SETTINGS = """
            deny:
              - {resource: /login/**, redirect: "https://login.example/"}
              - {resource: /hidden/**, status: 404, headers: {x-why: hidden}, body: "not found"}
            tenants:
              watched: {mode: shadow, paths: {dot_segments: resolve}}
            """;

    private static final String RULES = """
            permit http.get on /docs/**
            deny http.get on /docs/secret
            permit http.post on /api/v1/cart when source.principal = 'spiffe://cluster.local/ns/shop/sa/web' and request.body.qty < 5
            permit http.get on /hosts/** when request.host = 'a.example'
            permit http.get on /roles/** when not (request.headers.x-role = 'admin')
            permit http.get on /items/** when request.query.item = '1'
            permit connection.open on /db.shop.svc/5432
            permit http.connect on /proxy.example:443
            """;

    private final ActiveProgram active = new ActiveProgram();
    private final List<String> seen = new ArrayList<>();
    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        active.set(compile(Map.of(
                "bundle.yaml", SETTINGS,
                "base.ccl", RULES,
                "t1/rules.ccl", RULES,
                "watched/rules.ccl", "permit http.get on /open/**")));
        DecisionObserver observer = (door, check, decision, nanos) ->
                seen.add(decision.template().reason().code());
        DecisionPipeline pipeline = new DecisionPipeline(active, new LimitCounters(16), new Lanes(1), observer);
        EnvoyConfig defaults = EnvoyConfig.DEFAULTS;
        EnvoyConfig config = new EnvoyConfig(
                defaults.actionPrefix(),
                List.of(),
                defaults.tenant(),
                null,
                Map.of(),
                new EnvoyConfig.Body(true, 1 << 16, 32),
                new EnvoyConfig.Upstream(Map.of("x-user", FieldPath.of("principal.id")), Set.of("x-internal")),
                defaults.outbound(),
                defaults.singleHeaders(),
                defaults.limits());
        EnvoyDoors doors = new EnvoyDoors(
                pipeline,
                Identification.NONE,
                EgressGates.of(pipeline, active),
                active,
                config,
                InstantSource.system(),
                System::nanoTime);
        String name = InProcessServerBuilder.generateName();
        server = InProcessServerBuilder.forName(name)
                .directExecutor()
                .addService(doors.services(true, 1 << 20).get(0))
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(name).directExecutor().build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    private static Program compile(Map<String, String> files) {
        Compilation compilation = Program.compile(files.entrySet().stream()
                .map(file -> new SourceFile(file.getKey(), file.getValue()))
                .toList());
        assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
        return ((Compilation.Compiled) compilation).program();
    }

    private CheckResponse ask(CheckRequest request) {
        return AuthorizationGrpc.newBlockingStub(channel).check(request);
    }

    private CheckResponse askRaw(byte[] request) {
        MethodDescriptor<byte[], CheckResponse> method = AuthorizationGrpc.getCheckMethod().toBuilder(
                        Encoded.MARSHALLER, AuthorizationGrpc.getCheckMethod().getResponseMarshaller())
                .build();
        return ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, request);
    }

    private static String reason(CheckResponse response) {
        return response.getDynamicMetadata().getFieldsOrThrow("reason").getStringValue();
    }

    private static int status(CheckResponse response) {
        return response.hasOkResponse()
                ? 200
                : response.getDeniedResponse().getStatus().getCodeValue();
    }

    @Test
    void allowsWhatPolicyPermitsAndSaysWhoAsked() {
        CheckResponse answer = ask(Fixtures.load("envoy-http"));

        assertThat(status(answer)).isEqualTo(200);
        assertThat(reason(answer)).isEqualTo("policy.permit");
        assertThat(answer.getDynamicMetadata().getFieldsOrThrow("rule").getStringValue())
                .isEqualTo("t1/rules.ccl:3");
        assertThat(answer.getOkResponse().getHeaders(0).getHeader().getValue())
                .isEqualTo("spiffe://cluster.local/ns/shop/sa/web");
        assertThat(answer.getOkResponse().getHeadersToRemoveList()).containsExactly("x-internal");
        assertThat(seen).containsExactly("policy.permit");
    }

    @Test
    void deniesWhatPolicyDoesNotPermit() {
        assertThat(status(ask(Fixtures.http("GET", "/docs/1")))).isEqualTo(200);
        assertThat(reason(ask(Fixtures.http("GET", "/docs/secret")))).isEqualTo("policy.deny");
        assertThat(reason(ask(Fixtures.http("PUT", "/docs/1")))).isEqualTo("policy.default");
        assertThat(reason(ask(Fixtures.changed("envoy-http", http -> http.setBody("{\"qty\":5}")))))
                .isEqualTo("policy.default");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/%73ecret", "/docs/secret?x", "/docs/secret/", "/docs/s%65cret"})
    void seesThroughOtherSpellings(String path) {
        assertThat(reason(ask(Fixtures.http("GET", path)))).isEqualTo("policy.deny");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/x/../secret",
                "/docs//secret",
                "/docs/%2e/secret",
                "/docs%2fsecret",
                "/docs/secret;x",
                "/docs/%2573ecret"
            })
    void refusesAmbiguousPathsWithBadRequest(String path) {
        CheckResponse answer = ask(Fixtures.http("GET", path));

        assertThat(reason(answer)).isEqualTo("input.ambiguous_path");
        assertThat(status(answer)).isEqualTo(400);
        assertThat(answer.getDeniedResponse().getBody()).isEmpty();
    }

    @Test
    void refusesAsTheBundleSays() {
        CheckResponse login = ask(Fixtures.http("GET", "/login/x"));
        assertThat(status(login)).isEqualTo(302);
        assertThat(login.getDeniedResponse().getHeaders(0).getHeader().getKey()).isEqualTo("location");

        CheckResponse hidden = ask(Fixtures.http("GET", "/hidden/x"));
        assertThat(status(hidden)).isEqualTo(404);
        assertThat(hidden.getDeniedResponse().getBody()).isEqualTo("not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login/x;y", "/hidden//x", "/hidden/%2e%2e/x"})
    void refusesWhatItCannotReadAsAlwaysWhateverTheBundleSays(String path) {
        CheckResponse answer = ask(Fixtures.http("GET", path));

        assertThat(reason(answer)).isEqualTo("input.ambiguous_path");
        assertThat(status(answer)).isEqualTo(400);
        assertThat(answer.getDeniedResponse().getBody()).isEmpty();
        assertThat(answer.getDeniedResponse().getHeadersList())
                .noneMatch(header -> header.getHeader().getKey().equals("location"));
    }

    @Test
    void answersConnectionsAndTunnels() {
        assertThat(status(ask(Fixtures.load("network-tls")))).isEqualTo(200);
        assertThat(reason(ask(Fixtures.load("network-plain")))).isEqualTo("policy.default");
        assertThat(status(ask(Fixtures.load("connect")))).isEqualTo(200);
    }

    @Test
    void refusesBodiesThatPolicyNeedsAndCannotSee() {
        assertThat(reason(ask(Fixtures.changed("envoy-http", http -> http.setBody("{\"qty\":")))))
                .isEqualTo("input.body");
        assertThat(reason(ask(
                        Fixtures.changed("envoy-http", http -> http.putHeaders("x-envoy-auth-partial-body", "true")))))
                .isEqualTo("input.body");
        assertThat(status(ask(Fixtures.http("GET", "/docs/1", http -> http.setBody("{\"qty\":")))))
                .as("nobody asked for this one")
                .isEqualTo(200);
    }

    @Test
    void refusesHeadersAndQueriesThatPolicyNeedsAndCannotRead() {
        CheckRequest request = Fixtures.http("GET", "/roles/1", http -> http.putHeaders("x-role", "admin\0"));
        assertThat(reason(ask(request))).isEqualTo("input.ambiguous_header");
        assertThat(reason(ask(Fixtures.http("GET", "/items/1?item=1&item=2")))).isEqualTo("input.ambiguous_query");
        assertThat(status(ask(Fixtures.http("GET", "/items/1?item=1")))).isEqualTo(200);
    }

    @Test
    void deniesInsteadOfFailingOnWhatItCannotDecode() {
        CheckResponse broken = askRaw(new byte[] {0x0a, 0x7f, 0x01});
        assertThat(reason(broken)).isEqualTo("input.malformed");
        assertThat(status(broken)).isEqualTo(400);

        byte[] badText = Fixtures.http("GET", "/docs/abc").toByteArray();
        ByteString bytes = ByteString.copyFrom(badText);
        for (int i = 0; i < badText.length - 1; i++) {
            if (badText[i] == 'a' && badText[i + 1] == 'b') {
                badText[i] = (byte) 0xff;
            }
        }
        assertThat(ByteString.copyFrom(badText)).isNotEqualTo(bytes);
        assertThat(reason(askRaw(badText))).isEqualTo("input.malformed");
        assertThat(reason(askRaw(new byte[0]))).isEqualTo("input.incomplete");
        assertThat(reason(ask(Fixtures.http("POST", "/", http -> http.setBody("x".repeat(2 << 20))))))
                .isEqualTo("input.too_large");
    }

    @Test
    void deniesUnknownTenants() {
        CheckRequest.Builder stranger = Fixtures.http("GET", "/docs/1").toBuilder();
        stranger.getAttributesBuilder().putContextExtensions("tenant", "nobody");
        assertThat(reason(ask(stranger.build()))).isEqualTo("tenant.unknown");
    }

    @Test
    void deniesNothingInShadowModeAndSaysWhatWouldHaveBeen() {
        CheckRequest.Builder request = Fixtures.http("GET", "/open/../docs").toBuilder();
        request.getAttributesBuilder().putContextExtensions("tenant", "watched");
        CheckResponse answer = ask(request.build());

        assertThat(status(answer)).isEqualTo(200);
        assertThat(reason(answer)).as("paths are read by the tenant's rules").isEqualTo("policy.default");
        assertThat(answer.getDynamicMetadata().getFieldsOrThrow("shadow").getBoolValue())
                .isTrue();
        request.getAttributesBuilder().getRequestBuilder().getHttpBuilder().setPath("/a//b");
        assertThat(reason(ask(request.build()))).isEqualTo("input.ambiguous_path");
        assertThat(status(ask(request.build()))).isEqualTo(200);
    }

    @Test
    void answersEveryFixtureWithAnExplicitStatus() {
        for (String name : List.of(
                "envoy-http",
                "envoy-raw-headers",
                "grpc-java",
                "network-tls",
                "network-plain",
                "connect",
                "empty",
                "both-header-forms",
                "agentgateway")) {
            CheckResponse answer = ask(Fixtures.load(name));

            assertThat(answer.hasStatus()).as(name).isTrue();
            assertThat(answer.getStatus().getCode() == 0).as(name).isEqualTo(answer.hasOkResponse());
            assertThat(answer.hasOkResponse() ^ answer.hasDeniedResponse())
                    .as(name)
                    .isTrue();
        }
    }
}
