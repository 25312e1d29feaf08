package dev.postern.sidecar.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.crypto.ContentDigest;
import dev.postern.evidence.content.Content;
import dev.postern.evidence.content.ContentStore;
import dev.postern.evidence.content.Retrieval;
import java.io.IOException;
import java.util.concurrent.Executor;

/**
 * Keeps in memory what another store was found to hold, verified. What is missing or corrupt is asked for again each
 * time. Thread-safe.
 */
public final class CachedContentStore implements ContentStore {

    /** What an entry costs beside its bytes, about. */
    private static final int ENTRY_BYTES = 160;

    private final ContentStore store;
    private final Cache<ContentDigest, Content> verified;

    /**
     * A cache before {@code store}.
     *
     * @param maxBytes of all content in memory
     * @param upkeep runs the eviction of what no longer fits
     */
    public CachedContentStore(ContentStore store, long maxBytes, Executor upkeep) {
        this.store = store;
        this.verified = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((ContentDigest digest, Content content) -> content.size() + ENTRY_BYTES)
                .executor(upkeep)
                .build();
    }

    @Override
    public ContentDigest put(byte[] content) throws IOException {
        return store.put(content);
    }

    @Override
    public Retrieval get(ContentDigest digest) throws IOException {
        Content known = verified.getIfPresent(digest);
        if (known != null) {
            return new Retrieval.Found(known);
        }
        Retrieval retrieval = store.get(digest);
        if (retrieval instanceof Retrieval.Found found) {
            verified.put(digest, found.content());
        }
        return retrieval;
    }
}
