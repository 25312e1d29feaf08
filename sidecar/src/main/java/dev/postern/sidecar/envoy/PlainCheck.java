package dev.postern.sidecar.envoy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnsafeByteOperations;
import dev.postern.sidecar.grpc.WireCursor;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as Envoy usually writes them, read straight from its bytes: what every mapping needs at once, other texts when
 * they are asked for, and parts that few policies look at by the generated classes when they do.
 */
final class PlainCheck implements EnvoyCheck {

    private final byte[] bytes;
    private final CheckPlaces places;
    private final String method;
    private final String path;
    private final String host;
    private final String sourcePrincipal;
    private AttributeContext.@Nullable Peer source;
    private @Nullable Metadata metadata;

    private PlainCheck(byte[] bytes, CheckPlaces places) {
        this.bytes = bytes;
        this.places = places;
        this.method = text(places.method);
        this.path = text(places.path);
        this.host = text(places.host);
        this.sourcePrincipal = text(places.sourcePrincipal);
    }

    /** The request, or {@code null} when there is anything unusual about it. */
    static @Nullable PlainCheck of(byte[] bytes) {
        CheckPlaces places = CheckPlaces.of(bytes);
        return places == null ? null : new PlainCheck(bytes, places);
    }

    @Override
    public boolean hasHttp() {
        return places.hasHttp;
    }

    @Override
    public String id() {
        return text(places.id);
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public String scheme() {
        return text(places.scheme);
    }

    @Override
    public String protocol() {
        return text(places.protocol);
    }

    @Override
    public long size() {
        return places.size;
    }

    @Override
    public ByteString body() {
        long span = WireCursor.length(places.rawBody) == 0 ? places.body : places.rawBody;
        return UnsafeByteOperations.unsafeWrap(bytes, WireCursor.start(span), WireCursor.length(span));
    }

    @Override
    public HeaderFields headers() {
        return places.headers;
    }

    @Override
    public String sourcePrincipal() {
        return sourcePrincipal;
    }

    @Override
    public AttributeContext.Peer source() {
        AttributeContext.Peer peer = source;
        if (peer == null) {
            peer = part(AttributeContext.Peer.parser(), places.source);
            source = peer;
        }
        return peer;
    }

    @Override
    public AttributeContext.Peer destination() {
        return part(AttributeContext.Peer.parser(), places.destination);
    }

    @Override
    public @Nullable String extension(String name) {
        return places.extensions.get(name);
    }

    @Override
    public Map<String, String> extensions() {
        return places.extensions.toMap();
    }

    @Override
    public Metadata metadata() {
        Metadata found = metadata;
        if (found == null) {
            found = part(Metadata.parser(), places.metadata);
            metadata = found;
        }
        return found;
    }

    @Override
    public String serverName() {
        return text(places.serverName);
    }

    @Override
    public @Nullable Timestamp time() {
        return places.hasTime ? part(Timestamp.parser(), places.time) : null;
    }

    private String text(long span) {
        return WireCursor.length(span) == 0 ? "" : TextPairs.text(bytes, span);
    }

    private <T> T part(Parser<T> parser, long span) {
        try {
            return parser.parseFrom(bytes, WireCursor.start(span), WireCursor.length(span));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a part that was walked over is malformed", e);
        }
    }
}
