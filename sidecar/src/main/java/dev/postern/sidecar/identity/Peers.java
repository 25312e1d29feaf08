package dev.postern.sidecar.identity;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says who is at the other end: the owner of the connection's certificate, or, where that is somebody who forwards for
 * others and is trusted to, the one it forwards for. A certificate is read once in its connection's life. Thread-safe.
 */
final class Peers {

    static final HeaderName FORWARDED = HeaderName.of("x-forwarded-client-cert");

    private final PeerConfig config;
    private final CertificateNames names;
    private final LoadingCache<X509Certificate, Peer> known;

    Peers(PeerConfig config) {
        this.config = config;
        this.names = new CertificateNames(config);
        // By identity: a connection keeps its certificate object, and an equal one would be read to the same end.
        this.known = Caffeine.newBuilder().weakKeys().executor(Runnable::run).build(names::of);
    }

    /** The owner of a certificate that was verified in a handshake. */
    Peer of(@Nullable X509Certificate certificate) {
        return certificate == null ? Peer.UNKNOWN : known.get(certificate);
    }

    /**
     * For whom {@code peer} asks: itself, or whoever its header says; {@code null} when a trusted peer's header cannot be
     * read. A header of anybody else is not looked at.
     */
    @Nullable
    Peer behind(Peer peer, Shown shown) {
        if (config.forwarders().isEmpty()
                || !config.forwarders().contains(peer.principal().id())) {
            return peer;
        }
        String header = shown.header(FORWARDED);
        if (header == null) {
            return peer;
        }
        List<Peer.Names> hops = XfccHeader.parse(header);
        return hops == null ? null : first(peer, hops);
    }

    /** The newest hop that is not trusted to forward: what is older is only its word. */
    private Peer first(Peer peer, List<Peer.Names> hops) {
        Peer last = peer;
        for (int i = hops.size() - 1;
                i >= 0 && config.forwarders().contains(last.principal().id());
                i--) {
            last = names.of(hops.get(i));
        }
        return last;
    }
}
