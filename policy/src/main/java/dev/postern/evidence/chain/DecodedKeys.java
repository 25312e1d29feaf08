package dev.postern.evidence.chain;

import dev.postern.crypto.PublicKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys of verification methods, each decoded once: that takes a tenth of a verification.
 * The first thousand are remembered, later ones decoded each time. Thread-safe.
 */
public final class DecodedKeys {

    private static final int MOST = 1000;

    private final Map<String, PublicKey> keys = new ConcurrentHashMap<>();

    /** The key that {@code did} names, whatever fragment follows, or null. */
    public @Nullable PublicKey key(String did) {
        PublicKey known = keys.get(did);
        if (known != null) {
            return known;
        }
        PublicKey key = DidKey.parse(did);
        if (key != null && keys.size() < MOST) {
            keys.put(did, key);
        }
        return key;
    }
}
