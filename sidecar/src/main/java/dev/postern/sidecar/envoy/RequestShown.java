package dev.postern.sidecar.envoy;

import dev.postern.sidecar.identity.HeaderName;
import dev.postern.sidecar.identity.Shown;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** What came with a request that Envoy asks about: its headers, and the certificate that Envoy saw in the handshake. */
final class RequestShown implements Shown {

    private final RequestHeaders headers;
    private final AttributeContext.Peer source;

    RequestShown(RequestHeaders headers, AttributeContext.Peer source) {
        this.headers = headers;
        this.source = source;
    }

    @Override
    public @Nullable String header(HeaderName name) {
        return headers.value(name.text());
    }

    @Override
    public @Nullable X509Certificate certificate() {
        return PeerCertificate.parse(source.getCertificate());
    }

    /** Envoy says who its peer is, not the peer. */
    @Override
    public boolean isAsserted() {
        return false;
    }
}
