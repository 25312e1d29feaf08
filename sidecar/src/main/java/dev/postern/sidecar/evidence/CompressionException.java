package dev.postern.sidecar.evidence;

import dev.postern.crypto.DamagedException;

/** Compressed bytes that do not decompress to what they say, or that say they are more than they may be. */
public final class CompressionException extends DamagedException {

    private static final long serialVersionUID = 1L;

    CompressionException(String message) {
        super(message);
    }
}
