package dev.postern.loadtest;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Sha256;
import dev.postern.policy.Certificates;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Certificates that are never dropped and never end: nothing that answers from certificates can spare more. */
final class EndlessCertificates implements Certificates {

    private final Map<ContentDigest, Boolean> kept = new HashMap<>();
    private long asked;

    @Override
    public boolean wanted() {
        return true;
    }

    @Override
    public @Nullable Boolean find(String tenant, ByteBuilder key) {
        asked++;
        return kept.get(digest(key.array(), key.size()));
    }

    @Override
    public void keep(String tenant, byte[] key, boolean holds) {
        kept.put(digest(key, key.length), holds);
    }

    /** Dear comparisons that were needed. */
    long needed() {
        return asked;
    }

    /** Those that were needed for the first time. */
    long first() {
        return kept.size();
    }

    private static ContentDigest digest(byte[] bytes, int length) {
        return Sha256.of(bytes, 0, length);
    }
}
