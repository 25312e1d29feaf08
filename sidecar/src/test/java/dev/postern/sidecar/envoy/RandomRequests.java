package dev.postern.sidecar.envoy;

import com.google.protobuf.ByteString;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.util.SplittableRandom;

/** Requests of Envoy by chance, most of them usual. */
final class RandomRequests {

    /** The filter that most of their metadata is of. */
    static final String JWT = "envoy.filters.http.jwt_authn";

    private final SplittableRandom random;

    RandomRequests(SplittableRandom random) {
        this.random = random;
    }

    /** A request as Envoy might write it, or almost. */
    CheckRequest.Builder next() {
        CheckRequest.Builder request = CheckRequest.newBuilder();
        AttributeContext.Builder context = request.getAttributesBuilder();
        if (random.nextInt(8) > 0) {
            context.setSource(peer());
        }
        if (random.nextInt(4) > 0) {
            context.setDestination(peer());
        }
        if (random.nextInt(8) > 0) {
            context.getRequestBuilder().setHttp(http());
        }
        if (random.nextBoolean()) {
            context.getRequestBuilder()
                    .setTime(Timestamp.newBuilder().setSeconds(random.nextInt()).setNanos(random.nextInt(1_000)));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            context.putContextExtensions(pick("tenant", "team", "policy", ""), text());
        }
        if (random.nextBoolean()) {
            context.setMetadataContext(metadata());
        }
        if (random.nextInt(8) == 0) {
            context.setRouteMetadataContext(metadata());
        }
        if (random.nextInt(4) == 0) {
            context.getTlsSessionBuilder().setSni(pick("a.example", "", "\u212a", "a b"));
        }
        return request;
    }

    /** The bytes with one thing about them changed. */
    byte[] mutated(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        byte[] mutant = bytes.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> mutant[at] = (byte) random.nextInt();
            case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> mutant[at] = bytes[random.nextInt(bytes.length)];
            default -> {
                int length = Math.min(random.nextInt(8), bytes.length - at);
                System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), mutant, at, length);
            }
        }
        return mutant;
    }

    private AttributeContext.Peer.Builder peer() {
        AttributeContext.Peer.Builder peer = AttributeContext.Peer.newBuilder()
                .setPrincipal(pick("", "ada", "spiffe://a/b", "b\u00f6b"))
                .setService(text());
        if (random.nextInt(4) > 0) {
            peer.setAddress(Address.newBuilder()
                    .setSocketAddress(SocketAddress.newBuilder()
                            .setAddress(pick("10.0.0.1", ""))
                            .setPortValue(random.nextInt(3))));
        }
        if (random.nextInt(4) == 0) {
            peer.putLabels("app", text());
        }
        return peer;
    }

    private HttpRequest.Builder http() {
        HttpRequest.Builder http = HttpRequest.newBuilder()
                .setId(text())
                .setMethod(pick("GET", "POST", "CONNECT", "", "OPTIONS", "get"))
                .setPath(pick("/a/b", "/", "/a?item=1", "/a?item=1&item=2", "*", "/a//b", "/%2f", "", "a.example"))
                .setHost(pick("a.example", "", "b:80", "a b"))
                .setScheme(pick("http", ""))
                .setProtocol(pick("HTTP/1.1", "HTTP/2", ""))
                .setSize(random.nextInt(4) == 0 ? -1 : random.nextInt(20));
        for (int i = random.nextInt(8); i > 0; i--) {
            String name = pick(
                    "x-a", "X-A", "x-b", "k", "K", "host", "authorization", "content-length", ":path", "cookie", "");
            if (random.nextInt(40) == 0) {
                http.getHeaderMapBuilder()
                        .addHeaders(HeaderValue.newBuilder().setKey(name).setValue(text()));
            } else {
                http.putHeaders(name, text());
            }
        }
        switch (random.nextInt(8)) {
            case 0 -> http.setBody("{\"a\":1}").putHeaders("content-length", "7");
            case 1 -> http.setRawBody(ByteString.copyFromUtf8("{\"a\":\"\u00e9\"}"));
            case 2 -> http.setRawBody(ByteString.copyFrom(new byte[] {1, -1}));
            default -> {}
        }
        return http;
    }

    private Metadata.Builder metadata() {
        Struct.Builder claims = Struct.newBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            claims.putFields(pick("sub", "scope", "claims", "a"), value(0));
        }
        return Metadata.newBuilder().putFilterMetadata(pick(JWT, "other"), claims.build());
    }

    private Value value(int depth) {
        return switch (random.nextInt(depth < 3 ? 6 : 4)) {
            case 0 -> Value.newBuilder().setNumberValue(random.nextInt(3) / 2.0).build();
            case 1 -> Value.newBuilder().setBoolValue(random.nextBoolean()).build();
            case 2 -> Value.newBuilder().setNullValueValue(0).build();
            case 3 -> Value.newBuilder().setStringValue(text()).build();
            case 4 ->
                Value.newBuilder()
                        .setListValue(ListValue.newBuilder().addValues(value(depth + 1)))
                        .build();
            default ->
                Value.newBuilder()
                        .setStructValue(Struct.newBuilder().putFields(pick("a", "sub"), value(depth + 1)))
                        .build();
        };
    }

    private String text() {
        return pick("", "a", "a, b", "7", "a.example", "true", "a longer text, of more than eight bytes", "\u0001")
                + (random.nextInt(64) == 0 ? "\u00e9" : "");
    }

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }
}
