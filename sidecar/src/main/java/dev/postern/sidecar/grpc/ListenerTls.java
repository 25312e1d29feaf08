package dev.postern.sidecar.grpc;

import dev.postern.sidecar.config.TlsConfig;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSslSessionContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.util.AdvancedTlsX509TrustManager;
import java.io.IOException;
import java.security.GeneralSecurityException;
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
    private final LatestSslContext context;
    private PemIdentity seen;

    private ListenerTls(TlsConfig config, PemIdentity first) throws IOException, GeneralSecurityException {
        this.config = config;
        this.context = new LatestSslContext(context(first));
        this.seen = first;
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
                context.replace(context(now));
                seen = now;
                LOG.info("certificates of {} are in force", config.certificate());
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            LOG.warn("certificates of {} cannot be used, the last good ones stay in force", config.certificate(), e);
        }
    }

    private SslContext context(PemIdentity identity) throws IOException, GeneralSecurityException {
        SslContextBuilder builder =
                SslContextBuilder.forServer(identity.key(), identity.chain()).protocols("TLSv1.3", "TLSv1.2");
        X509Certificate[] authorities = identity.authorities();
        if (authorities != null) {
            builder.trustManager(trust(authorities)).clientAuth(ClientAuth.REQUIRE);
        }
        SslContext built = GrpcSslContexts.configure(builder).build();
        // A resumed session would skip the look at the client's certificate, which may have lost its right meanwhile.
        if (built.sessionContext() instanceof OpenSslSessionContext sessions) {
            sessions.setSessionCacheEnabled(false);
        }
        return built;
    }

    private AdvancedTlsX509TrustManager trust(X509Certificate[] authorities)
            throws IOException, GeneralSecurityException {
        AdvancedTlsX509TrustManager trust = AdvancedTlsX509TrustManager.newBuilder()
                .setVerification(AdvancedTlsX509TrustManager.Verification.CERTIFICATE_ONLY_VERIFICATION)
                .setSslSocketAndEnginePeerVerifier(new PeerNames(config.peers()))
                .build();
        trust.updateTrustCredentials(authorities);
        return trust;
    }
}
