package dev.postern.sidecar.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.capability.VerifiedToken;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were verified, by their text. Only genuine tokens find a place, so nobody without a key can push others out.
 * Bounded in memory; thread-safe.
 */
final class KnownTokens {

    /** What a token takes beside its text, and what each character of it takes in grants and compiled rules; generous. */
    private static final int OWN_BYTES = 2_048;

    private static final int BYTES_PER_CHAR = 8;

    private final Cache<TextKey, Known> tokens;

    /** A token, and the state of the trust set it was verified in. */
    private record Known(VerifiedToken token, long epoch) {}

    /**
     * An empty one.
     *
     * @param maxBytes that all tokens may take, as far as can be told
     * @param executor does the cache's housekeeping
     */
    KnownTokens(long maxBytes, Executor executor) {
        this.tokens = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((TextKey text, Known known) -> OWN_BYTES + BYTES_PER_CHAR * text.length())
                .executor(executor)
                .build();
    }

    /** The token of that text, if it was verified in that epoch. */
    @Nullable
    VerifiedToken find(String text, long epoch) {
        Known known = tokens.getIfPresent(new TextKey(text));
        return known != null && known.epoch == epoch ? known.token : null;
    }

    void keep(String text, VerifiedToken token, long epoch) {
        tokens.put(new TextKey(text), new Known(token, epoch));
    }

    /** About how many there are. */
    long size() {
        return tokens.estimatedSize();
    }
}
