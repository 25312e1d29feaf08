package dev.postern.sidecar.grpc;

import dev.postern.sidecar.config.TlsConfig;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSslSessionContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS of a listener that follows its files: connections made after a change see the new certificates. Files that cannot
 * be used are reported and the last good ones stay in force. Thread-safe.
 */
final class ListenerTls {

    private static final Logger LOG = LoggerFactory.getLogger(ListenerTls.class);

    private final TlsConfig config;
    private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
    private final AdvancedTlsX509TrustManager trust;
    private final SslContext context;
    private PemIdentity seen;

    private ListenerTls(TlsConfig config, PemIdentity first) throws IOException, GeneralSecurityException {
        this.config = config;
        this.seen = first;
        this.trust = AdvancedTlsX509TrustManager.newBuilder()
                .setVerification(AdvancedTlsX509TrustManager.Verification.CERTIFICATE_ONLY_VERIFICATION)
                .setSslSocketAndEnginePeerVerifier(new PeerNames(config.peers()))
                .build();
        use(first);
        this.context = context();
    }

    /** Reads the files; they must be good at first. */
    static ListenerTls open(TlsConfig config) throws IOException, GeneralSecurityException {
        return new ListenerTls(config, PemIdentity.read(config));
    }

    SslContext sslContext() {
        return context;
    }

    /** Looks at the files and takes them if they have changed. Reads files, so not for event loops. */
    synchronized void refresh() {
        try {
            PemIdentity now = PemIdentity.read(config);
            if (!now.sameAs(seen)) {
                use(now);
                seen = now;
                LOG.info("certificates of {} are in force", config.certificate());
            }
        } catch (IOException | GeneralSecurityException e) {
            LOG.warn("certificates of {} cannot be used, the last good ones stay in force", config.certificate(), e);
        }
    }

    private void use(PemIdentity identity) throws IOException, GeneralSecurityException {
        X509Certificate[] chain = identity.chain();
        PrivateKey key = identity.key();
        X509Certificate[] authorities = identity.authorities();
        if (authorities != null) {
            trust.updateTrustCredentials(authorities);
        }
        keys.updateIdentityCredentials(chain, key);
    }

    private SslContext context() throws IOException {
        SslContextBuilder builder = SslContextBuilder.forServer(keys).protocols("TLSv1.3", "TLSv1.2");
        if (config.clientAuthority() != null) {
            builder.trustManager(trust).clientAuth(ClientAuth.REQUIRE);
        }
        SslContext built = GrpcSslContexts.configure(builder).build();
        // A resumed session would skip the look at the client's certificate, which may have lost its right meanwhile.
        if (built.sessionContext() instanceof OpenSslSessionContext sessions) {
            sessions.setSessionCacheEnabled(false);
        }
        return built;
    }
}
