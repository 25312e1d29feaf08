package dev.postern.sidecar.envoy;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The door of Envoy over a small bundle, in this process. */
final class AuthorizationRig implements AutoCloseable {

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

    private final List<String> seen = new ArrayList<>();
    private final Server server;
    private final ManagedChannel channel;

    AuthorizationRig() throws IOException {
        ActiveProgram active = new ActiveProgram();
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

    /** The reasons of its answers, in order. */
    List<String> seen() {
        return seen;
    }

    CheckResponse ask(CheckRequest request) {
        return AuthorizationGrpc.newBlockingStub(channel).check(request);
    }

    CheckResponse askRaw(byte[] request) {
        MethodDescriptor<byte[], CheckResponse> method = AuthorizationGrpc.getCheckMethod().toBuilder(
                        Encoded.MARSHALLER, AuthorizationGrpc.getCheckMethod().getResponseMarshaller())
                .build();
        return ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, request);
    }

    static String reason(CheckResponse response) {
        return response.getDynamicMetadata().getFieldsOrThrow("reason").getStringValue();
    }

    static int status(CheckResponse response) {
        return response.hasOkResponse()
                ? 200
                : response.getDeniedResponse().getStatus().getCodeValue();
    }

    @Override
    public void close() {
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
}
