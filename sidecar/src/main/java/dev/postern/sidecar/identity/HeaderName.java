package dev.postern.sidecar.identity;

import io.grpc.Metadata;

/**
 * The name of a header in which something is shown, ready to be looked up in gRPC metadata as well. Immutable.
 *
 * @param text in lower case
 * @param metadata the same name
 */
public record HeaderName(String text, Metadata.Key<String> metadata) {

    /** Where credentials are. */
    public static final HeaderName AUTHORIZATION = of("authorization");

    /**
     * The name {@code text}.
     *
     * @throws IllegalArgumentException when no text header can have it
     */
    public static HeaderName of(String text) {
        return new HeaderName(text, Metadata.Key.of(text, Metadata.ASCII_STRING_MARSHALLER));
    }
}
