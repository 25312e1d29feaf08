package dev.postern.sidecar.grpc;

import dev.postern.sidecar.identity.HeaderName;
import dev.postern.sidecar.identity.Shown;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * What came with a call, and in one of its checks.
 *
 * @param token of the check, empty for none
 * @param proof of the check, empty for none
 */
record ItemShown(Shown call, String token, String proof) implements Shown {

    @Override
    public @Nullable String header(HeaderName name) {
        return call.header(name);
    }

    @Override
    public @Nullable X509Certificate certificate() {
        return call.certificate();
    }
}
