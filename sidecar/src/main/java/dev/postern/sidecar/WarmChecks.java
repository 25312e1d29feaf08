package dev.postern.sidecar;

import com.google.protobuf.ByteString;
import dev.postern.policy.Compilation;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.grpc.Loopback;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecisionServiceGrpc;
import dev.postern.v1.EgressCheckRequest;
import dev.postern.v1.EgressQuestion;
import dev.postern.v1.EgressServiceGrpc;
import dev.postern.v1.Principal;
import dev.postern.v1.Value;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.util.List;

/** The checks of a warm-up, with a bundle of their own, so that they leave no trace in the real one's counters. */
final class WarmChecks {

    private static final String RULES = """
            permit read on '/docs/**' when principal.roles contains 'staff'
            permit write on '/docs/*' when principal.id = document.owner and document.size < 1000
            deny ** on '/docs/secret/**' when not principal.roles contains 'security' severity critical
            permit http.get on '/api/**' when request.headers.x-team in [red, blue]
            permit http.* on '/api/v1/items/*' when request.host ends_with '.local' or env.hour < 6
            deny http.delete on '/api/**'
            require http.** on '/api/**' when source.address in_cidr '10.0.0.0/8'
            limit write 1000000000 per 1 days
            permit egress.connect on /**
            """;

    private WarmChecks() {}

    static ActiveProgram program() {
        if (Program.compile(List.of(new SourceFile("warm.ccl", RULES))) instanceof Compilation.Compiled compiled) {
            ActiveProgram active = new ActiveProgram();
            active.set(compiled.program());
            return active;
        }
        throw new IllegalStateException("the warm-up's own rules do not compile");
    }

    static LimitCounters limits() {
        return new LimitCounters(16);
    }

    /** One step for each kind of check, through a real socket. */
    static List<Runnable> steps(Loopback loopback) {
        String decide = DecisionServiceGrpc.getDecideMethod().getFullMethodName();
        String leave = EgressServiceGrpc.getCheckMethod().getFullMethodName();
        String authorize = AuthorizationGrpc.getCheckMethod().getFullMethodName();
        return List.of(
                loopback.call(decide, decide("read", "/docs/handbook")),
                loopback.call(decide, decide("write", "/docs/plan")),
                loopback.call(decide, decide("read", "/docs/secret/plan")),
                loopback.call(decide, decide("http.get", "/elsewhere")),
                loopback.call(authorize, http("GET", "/api/v1/items/42?page=1")),
                loopback.call(authorize, http("POST", "/api/v1/items/42")),
                loopback.call(authorize, http("DELETE", "/api/v1/items/42")),
                loopback.call(authorize, http("GET", "/api/../secret")),
                loopback.call(leave, egress()));
    }

    private static DecideRequest decide(String action, String resource) {
        Principal alice =
                Principal.newBuilder().setId("alice").addRoles("staff").build();
        return DecideRequest.newBuilder()
                .setId("warm")
                .setPrincipal(alice)
                .setAction(action)
                .setResource(resource)
                .putContext("document", document())
                .build();
    }

    private static Value document() {
        return Value.newBuilder()
                .setFields(dev.postern.v1.Fields.newBuilder()
                        .putValues("owner", Value.newBuilder().setText("alice").build())
                        .putValues("size", Value.newBuilder().setInt(10).build()))
                .build();
    }

    /** A content with something of each kind in it, to an address, so that no name is resolved. */
    private static EgressCheckRequest egress() {
        String text = """
                {"to": "ada@lovelace.org", "subject": "the council met", "phone": "+44 20 7946 0958"}
                It met again on 2024-03-05 at 10:00, as https://council.example/minutes?page=2 says; version 1.22.3.
                """;
        return EgressCheckRequest.newBuilder()
                .setQuestion(EgressQuestion.newBuilder().addDestinations("https://1.1.1.1/"))
                .setContent(ByteString.copyFromUtf8(text))
                .build();
    }

    private static CheckRequest http(String method, String path) {
        AttributeContext.HttpRequest request = AttributeContext.HttpRequest.newBuilder()
                .setId("1")
                .setMethod(method)
                .setPath(path)
                .setHost("items.local")
                .setScheme("http")
                .setProtocol("HTTP/1.1")
                .putHeaders(":authority", "items.local")
                .putHeaders(":method", method)
                .putHeaders(":path", path)
                .putHeaders("x-team", "red")
                .putHeaders("accept", "*/*")
                .putHeaders("x-request-id", "92a6c0f7-0250-944b-9cfc-ae10cbcedd8e")
                .build();
        Address source = Address.newBuilder()
                .setSocketAddress(
                        SocketAddress.newBuilder().setAddress("10.0.0.7").setPortValue(41_022))
                .build();
        return CheckRequest.newBuilder()
                .setAttributes(AttributeContext.newBuilder()
                        .setSource(AttributeContext.Peer.newBuilder().setAddress(source))
                        .setRequest(AttributeContext.Request.newBuilder().setHttp(request)))
                .build();
    }
}
