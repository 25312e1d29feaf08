package dev.postern.evidence.content;

import dev.postern.crypto.ContentDigest;
import java.io.IOException;

/**
 * Keeps content under its digest. Every reading is checked against the digest. Thread-safe.
 */
public interface ContentStore {

    /**
     * Keeps {@code content}; it is as durable as the store makes it when this returns. Keeping it again changes nothing,
     * but mends what was {@link Retrieval.Corrupt}.
     *
     * @throws IllegalArgumentException when it is larger than the store keeps
     */
    ContentDigest put(byte[] content) throws IOException;

    Retrieval get(ContentDigest digest) throws IOException;
}
