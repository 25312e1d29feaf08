package dev.postern.sidecar.identity;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * What came with a check besides the check, by which its caller may be known; none of it is believed yet. Of one call;
 * its checks may ask on several threads, as long as the call lasts.
 */
public interface Shown {

    /** Nothing came. */
    Shown NOTHING = new Shown() {};

    /** The value of a header, those of a repeated one joined by commas; {@code null} when it is absent. */
    default @Nullable String header(HeaderName name) {
        return null;
    }

    /** A token that the request itself holds; empty for none. */
    default String token() {
        return "";
    }

    /** A proof of possession that the request itself holds; empty for none. */
    default String proof() {
        return "";
    }

    /** The certificate of the peer, which proved in a handshake that it has the key; {@code null} when there is none. */
    default @Nullable X509Certificate certificate() {
        return null;
    }

    /** Whether the principal that the check names is the caller's word, rather than what someone trusted found out. */
    default boolean isAsserted() {
        return true;
    }
}
