package dev.postern.evidence.content;

import dev.postern.crypto.ContentDigest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Content in memory, as much as is put: for tests and for what is short-lived and bounded otherwise. */
public final class MemoryContentStore implements ContentStore {

    private final Map<ContentDigest, Content> contents = new ConcurrentHashMap<>();

    @Override
    public ContentDigest put(byte[] content) {
        Content kept = Content.of(content);
        contents.putIfAbsent(kept.digest(), kept);
        return kept.digest();
    }

    @Override
    public Retrieval get(ContentDigest digest) {
        Content content = contents.get(digest);
        return content == null ? new Retrieval.Missing() : new Retrieval.Found(content);
    }
}
