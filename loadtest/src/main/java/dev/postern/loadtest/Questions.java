package dev.postern.loadtest;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import dev.postern.v1.CapabilityCheckResponse;
import dev.postern.v1.CapabilityServiceGrpc;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.DecisionServiceGrpc;
import dev.postern.v1.Items;
import dev.postern.v1.Outcome;
import dev.postern.v1.Principal;
import dev.postern.v1.Value;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** The questions that are measured; {@code loadtest/bundle} permits them all. */
final class Questions {

    /** A small request as Envoy sends it: GET, a handful of headers. */
    static final Question ENVOY = check("envoy", envoy(Map.of()));

    /** What a browser sends through two proxies: cookies, tracing, client hints. */
    static final Question ENVOY_RICH = check("envoy-rich", envoy(browserHeaders()));

    /** A check from an SDK. */
    static final Question DECIDE = new Question(
            "decide",
            Bytes.raw(DecisionServiceGrpc.getDecideMethod()),
            decide().toByteString(),
            decoded(bytes -> DecideResponse.parseFrom(bytes).getDecision() == Outcome.ALLOW));

    /** The same of the bearer of a token that was seen before. */
    static final Question CAPABILITY = new Question(
            "capability",
            Bytes.raw(CapabilityServiceGrpc.getCheckMethod()),
            decide().toBuilder().setToken(LoadToken.text()).build().toByteString(),
            decoded(bytes ->
                    CapabilityCheckResponse.parseFrom(bytes).getDecision().getDecision() == Outcome.ALLOW));

    /** Checks of 200 notes in turn, each of 2,000 letters that a rule searches. */
    static final Question NOTES = new Question(
            "notes",
            Bytes.raw(DecisionServiceGrpc.getDecideMethod()),
            notes(),
            decoded(bytes -> DecideResponse.parseFrom(bytes).getDecision() == Outcome.ALLOW));

    static final List<Question> ALL = List.of(ENVOY, ENVOY_RICH, DECIDE, CAPABILITY, NOTES);

    private Questions() {}

    private static Question check(String name, CheckRequest request) {
        return new Question(
                name,
                Bytes.raw(AuthorizationGrpc.getCheckMethod()),
                request.toByteString(),
                decoded(bytes -> isOk(CheckResponse.parseFrom(bytes))));
    }

    private static boolean isOk(CheckResponse response) {
        return response.hasStatus() && response.getStatus().getCode() == 0;
    }

    private static CheckRequest envoy(Map<String, String> furtherHeaders) {
        return CheckRequest.newBuilder()
                .setAttributes(AttributeContext.newBuilder()
                        .setSource(peer("10.0.0.7", 41022, "spiffe://cluster.local/ns/shop/sa/web"))
                        .setDestination(peer("10.0.0.9", 8443, "spiffe://cluster.local/ns/shop/sa/cart"))
                        .setRequest(request(furtherHeaders))
                        .setMetadataContext(identity()))
                .build();
    }

    private static AttributeContext.Peer peer(String address, int port, String principal) {
        return AttributeContext.Peer.newBuilder()
                .setAddress(Address.newBuilder()
                        .setSocketAddress(
                                SocketAddress.newBuilder().setAddress(address).setPortValue(port)))
                .setPrincipal(principal)
                .build();
    }

    private static AttributeContext.Request request(Map<String, String> furtherHeaders) {
        String path = "/api/v1/cart/42?item=1&item=2";
        return AttributeContext.Request.newBuilder()
                .setTime(Timestamp.newBuilder().setSeconds(1_795_176_000L).setNanos(123_456_000))
                .setHttp(AttributeContext.HttpRequest.newBuilder()
                        .setId("13359530607844510314")
                        .setMethod("GET")
                        .setPath(path)
                        .setHost("cart.shop.svc")
                        .setScheme("https")
                        .setProtocol("HTTP/2")
                        .putHeaders(":authority", "cart.shop.svc")
                        .putHeaders(":method", "GET")
                        .putHeaders(":path", path)
                        .putHeaders(":scheme", "https")
                        .putHeaders("x-request-id", "92a6c0f7-0250-944b-9cfc-ae10cbcedd8e")
                        .putHeaders("x-forwarded-for", "203.0.113.9")
                        .putHeaders("x-forwarded-proto", "https")
                        .putAllHeaders(furtherHeaders))
                .build();
    }

    private static Map<String, String> browserHeaders() {
        return Map.of(
                "accept", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
                "accept-encoding", "gzip, deflate, br, zstd",
                "accept-language", "en-GB,en;q=0.9,is;q=0.7",
                "cookie", "session=3f9c1b6e0d8f4a7bb1f2c66d1a5e9a10; theme=dark; consent=functional; ab=variant-b",
                "sec-ch-ua", "\"Chromium\";v=\"142\", \"Not=A?Brand\";v=\"99\"",
                "sec-fetch-mode", "navigate",
                "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "user-agent",
                        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36",
                "x-envoy-expected-rq-timeout-ms", "15000");
    }

    private static Metadata identity() {
        Struct claims = Struct.newBuilder()
                .putFields("sub", text("alice"))
                .putFields("scope", text("cart.read"))
                .build();
        Struct verified = Struct.newBuilder()
                .putFields(
                        "jwt_payload",
                        com.google.protobuf.Value.newBuilder()
                                .setStructValue(claims)
                                .build())
                .build();
        return Metadata.newBuilder()
                .putFilterMetadata("envoy.filters.http.jwt_authn", verified)
                .build();
    }

    private static com.google.protobuf.Value text(String value) {
        return com.google.protobuf.Value.newBuilder().setStringValue(value).build();
    }

    private static List<ByteString> notes() {
        SplittableRandom random = new SplittableRandom(1);
        List<ByteString> notes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            StringBuilder note = new StringBuilder();
            random.ints(2_000, 'a', 'z' + 1).forEach(letter -> note.append((char) letter));
            notes.add(decide().toBuilder()
                    .setAction("notes.read")
                    .setResource("/notes/" + i)
                    .putContext(
                            "note", Value.newBuilder().setText(note.toString()).build())
                    .build()
                    .toByteString());
        }
        return notes;
    }

    private static DecideRequest decide() {
        return DecideRequest.newBuilder()
                .setId("7f3a")
                .setPrincipal(Principal.newBuilder().setId("alice").addRoles("buyer"))
                .setAction("cart.read")
                .setResource("/carts/42")
                .putContext("region", Value.newBuilder().setText("eu-west").build())
                .putContext("amount", Value.newBuilder().setInt(250).build())
                .putContext(
                        "tags",
                        Value.newBuilder()
                                .setItems(Items.newBuilder()
                                        .addValues(Value.newBuilder().setText("vip")))
                                .build())
                .build();
    }

    static Predicate<byte[]> decoded(Reading reading) {
        return bytes -> {
            try {
                return reading.permitted(bytes);
            } catch (InvalidProtocolBufferException malformed) {
                return false;
            }
        };
    }

    @FunctionalInterface
    interface Reading {
        boolean permitted(byte[] bytes) throws InvalidProtocolBufferException;
    }
}
