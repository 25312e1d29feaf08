package dev.postern.client;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is protected, from PEM files.
 *
 * @param trust certificates that may sign the sidecar's; {@code null} for those the platform trusts
 * @param certificate the client's own chain, {@code null} for none
 * @param key its PKCS#8 key, given exactly when {@code certificate} is
 */
public record Tls(
        @Nullable Path trust,
        @Nullable Path certificate,
        @Nullable Path key) {

    public Tls {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("a client certificate and its key go together, one is missing");
        }
    }

    /** The sidecar proves who it is. */
    public static Tls trusting(Path trust) {
        return new Tls(trust, null, null);
    }

    /** Both sides prove who they are. */
    public static Tls mutual(Path trust, Path certificate, Path key) {
        return new Tls(trust, certificate, key);
    }
}
