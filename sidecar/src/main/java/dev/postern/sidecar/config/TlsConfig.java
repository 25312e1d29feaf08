package dev.postern.sidecar.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * TLS of a listener, from PEM files that are read again when they change.
 *
 * @param certificate chain, the listener's own certificate first
 * @param key PKCS#8 private key
 * @param clientAuthority certificates of the authorities that sign clients; when set every client must present a
 *     certificate, when {@code null} none is asked for
 * @param peers names (DNS or URI subject alternative names) of which a client must bear one; empty admits every client
 *     that {@code clientAuthority} vouches for. Needs {@code clientAuthority}
 * @param reloadInterval how often the files are looked at
 */
public record TlsConfig(
        Path certificate, Path key, @Nullable Path clientAuthority, Set<String> peers, Duration reloadInterval) {

    public static final Duration DEFAULT_RELOAD_INTERVAL = Duration.ofSeconds(10);

    public TlsConfig {
        peers = Set.copyOf(peers);
        if (clientAuthority == null && !peers.isEmpty()) {
            throw new IllegalArgumentException("peers need a client authority that vouches for them");
        }
        if (reloadInterval.isNegative() || reloadInterval.isZero()) {
            throw new IllegalArgumentException(
                    "reload interval is %s, expected more than zero".formatted(reloadInterval));
        }
    }

    /** TLS without client certificates. */
    public static TlsConfig server(Path certificate, Path key) {
        return new TlsConfig(certificate, key, null, Set.of(), DEFAULT_RELOAD_INTERVAL);
    }

    /** Mutual TLS that admits every client the authority vouches for. */
    public static TlsConfig mutual(Path certificate, Path key, Path clientAuthority) {
        return new TlsConfig(certificate, key, clientAuthority, Set.of(), DEFAULT_RELOAD_INTERVAL);
    }
}
