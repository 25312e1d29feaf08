package dev.postern.sidecar.envoy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Envoy asks, read as far as someone looks. Protobuf does not tell an empty text from none. Not thread-safe. */
interface EnvoyCheck {

    /** Whether it is about an HTTP request rather than a raw connection. */
    boolean hasHttp();

    String id();

    String method();

    String path();

    String host();

    String scheme();

    String protocol();

    /** Bytes of the request's body, negative when that is not known. */
    long size();

    /** As much of the body as was sent along. */
    ByteString body();

    HeaderFields headers();

    /** Whom the source was verified to be. */
    String sourcePrincipal();

    AttributeContext.Peer source();

    AttributeContext.Peer destination();

    /** What the route's configuration says under a name, {@code null} when it is not there. */
    @Nullable
    String extension(String name);

    Map<String, String> extensions();

    /** What other filters found out. */
    Metadata metadata();

    /** The name that the client asked for in its TLS hello. */
    String serverName();

    @Nullable
    Timestamp time();
}
