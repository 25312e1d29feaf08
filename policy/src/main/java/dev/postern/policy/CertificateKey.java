package dev.postern.policy;

import dev.postern.crypto.ByteBuilder;

/**
 * Writes the key of a certificate: the digest of a dear comparison, which stands for its operator and what it compares
 * with, and the text that it looks at. Neither rules nor bundle are in it, for what a comparison says depends on neither.
 * Every part has a fixed length or its length before it, so that different keys have different bytes. Not thread-safe;
 * allocates nothing once it has grown.
 */
final class CertificateKey {

    static final int VERSION = 2;

    private final ByteBuilder out = new ByteBuilder(1 << 9);

    /** The key of a dear comparison with a text; valid until the next call. */
    ByteBuilder write(ValueTest comparison, String text) {
        return out.clear().u8(VERSION).bytes(comparison.digest()).text(text);
    }
}
