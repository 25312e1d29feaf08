package dev.postern.sidecar.envoy;

import dev.postern.sidecar.identity.HeaderName;
import dev.postern.sidecar.identity.Shown;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** What came with a request that Envoy asks about: its headers, and the certificate that Envoy saw in the handshake. */
final class RequestShown implements Shown {

    private final RequestHeaders headers;
    private final EnvoyCheck asked;

    RequestShown(RequestHeaders headers, EnvoyCheck asked) {
        this.headers = headers;
        this.asked = asked;
    }

    @Override
    public @Nullable String header(HeaderName name) {
        return headers.value(name.text());
    }

    @Override
    public @Nullable X509Certificate certificate() {
        return PeerCertificate.parse(asked.source().getCertificate());
    }

    /** Envoy says who its peer is, not the peer. */
    @Override
    public boolean isAsserted() {
        return false;
    }
}
