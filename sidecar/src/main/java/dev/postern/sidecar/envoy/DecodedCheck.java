package dev.postern.sidecar.envoy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request decoded by the generated classes: any that is well-formed. */
final class DecodedCheck implements EnvoyCheck {

    private final AttributeContext context;
    private final HttpRequest http;

    DecodedCheck(CheckRequest request) {
        this.context = request.getAttributes();
        this.http = context.getRequest().getHttp();
    }

    @Override
    public boolean hasHttp() {
        return context.getRequest().hasHttp();
    }

    @Override
    public String id() {
        return http.getId();
    }

    @Override
    public String method() {
        return http.getMethod();
    }

    @Override
    public String path() {
        return http.getPath();
    }

    @Override
    public String host() {
        return http.getHost();
    }

    @Override
    public String scheme() {
        return http.getScheme();
    }

    @Override
    public String protocol() {
        return http.getProtocol();
    }

    @Override
    public long size() {
        return http.getSize();
    }

    @Override
    public ByteString body() {
        return http.getRawBody().isEmpty() ? http.getBodyBytes() : http.getRawBody();
    }

    /** Where headers came in both forms the list is read, since it has lost nothing. */
    @Override
    public HeaderFields headers() {
        return http.getHeaderMap().getHeadersCount() > 0
                ? new RawHeaders(http.getHeaderMap().getHeadersList())
                : new MapHeaders(List.copyOf(http.getHeadersMap().entrySet()));
    }

    @Override
    public String sourcePrincipal() {
        return context.getSource().getPrincipal();
    }

    @Override
    public AttributeContext.Peer source() {
        return context.getSource();
    }

    @Override
    public AttributeContext.Peer destination() {
        return context.getDestination();
    }

    @Override
    public @Nullable String extension(String name) {
        return context.getContextExtensionsMap().get(name);
    }

    @Override
    public Map<String, String> extensions() {
        return context.getContextExtensionsMap();
    }

    @Override
    public Metadata metadata() {
        return context.getMetadataContext();
    }

    @Override
    public String serverName() {
        return context.getTlsSession().getSni();
    }

    @Override
    public @Nullable Timestamp time() {
        return context.getRequest().hasTime() ? context.getRequest().getTime() : null;
    }
}
