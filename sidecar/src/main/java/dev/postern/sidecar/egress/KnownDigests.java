package dev.postern.sidecar.egress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Sha256;
import dev.postern.crypto.UniversalHash;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Digests of contents that came before, found without digesting them again. A content is known by its hash under a key that
 * this process drew; tenants are apart, so that none can tell by the clock what another sent. Bounded, and nothing of a
 * content is kept but hash and digest. Thread-safe.
 */
public final class KnownDigests {

    /** How many digests are kept unless something else is said: about four megabytes. */
    public static final int MOST = 1 << 14;

    private final UniversalHash hash;
    private final Cache<Name, ContentDigest> digests;

    /**
     * Knows nothing yet.
     *
     * @param random draws the key; must be secure where contents come from strangers
     * @param most how many digests are kept
     */
    public KnownDigests(RandomGenerator random, int most) {
        this.hash = UniversalHash.keyed(random);
        this.digests =
                Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
    }

    /** The digest of a content. */
    ContentDigest of(String tenant, byte[] content) {
        if (content.length > UniversalHash.LONGEST) {
            return Sha256.of(content);
        }
        Name name = new Name(tenant, hash.of(content));
        ContentDigest known = digests.getIfPresent(name);
        if (known != null) {
            return known;
        }
        ContentDigest digest = Sha256.of(content);
        digests.put(name, digest);
        return digest;
    }

    /** The digest of a content, {@code null} when it is not known. */
    @Nullable
    ContentDigest recall(String tenant, byte[] content) {
        return content.length > UniversalHash.LONGEST ? null : digests.getIfPresent(new Name(tenant, hash.of(content)));
    }

    private record Name(String tenant, UniversalHash.Value hash) {}
}
