package dev.postern.sidecar.identity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.capability.VerifiedToken;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Sha256;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were verified, by their text: found by its SHA-256 and then compared whole. Only genuine tokens find a place,
 * so nobody without a key can push others out. Bounded in memory; thread-safe.
 */
final class KnownTokens {

    /** What a token takes beside its text, and what each character of it takes in grants and compiled rules; generous. */
    private static final int OWN_BYTES = 2_048;

    private static final int BYTES_PER_CHAR = 8;

    private final Cache<ContentDigest, Known> tokens;

    /** A token, and the state of the trust set it was verified in. */
    private record Known(String text, VerifiedToken token, long epoch) {
        int weight() {
            return OWN_BYTES + BYTES_PER_CHAR * text.length();
        }
    }

    /**
     * An empty one.
     *
     * @param maxBytes that all tokens may take, as far as can be told
     * @param executor does the cache's housekeeping
     */
    KnownTokens(long maxBytes, Executor executor) {
        this.tokens = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((ContentDigest digest, Known known) -> known.weight())
                .executor(executor)
                .build();
    }

    /** The token of that text, if it was verified in that epoch. */
    @Nullable
    VerifiedToken find(String text, long epoch) {
        Known known = tokens.getIfPresent(digest(text));
        return known != null && known.epoch == epoch && known.text.equals(text) ? known.token : null;
    }

    void keep(String text, VerifiedToken token, long epoch) {
        tokens.put(digest(text), new Known(text, token, epoch));
    }

    /** About how many there are. */
    long size() {
        return tokens.estimatedSize();
    }

    /** Texts of tokens are ASCII; of others two may have one digest, and neither is kept. */
    private static ContentDigest digest(String text) {
        return Sha256.of(text.getBytes(ISO_8859_1));
    }
}
