package dev.postern.sidecar.identity;

import java.time.Duration;

/**
 * How it is found out who asks.
 *
 * @param peer which names of certificates count
 * @param jwt how JSON Web Tokens are read
 * @param work how they are verified
 */
public record IdentityConfig(PeerConfig peer, JwtConfig jwt, Work work) {

    public static final IdentityConfig DEFAULTS =
            new IdentityConfig(PeerConfig.DEFAULTS, JwtConfig.DEFAULTS, Work.DEFAULTS);

    /**
     * How tokens are verified.
     *
     * @param threads that verify
     * @param queue tokens that may wait for them
     * @param waiting checks that may wait for a token
     * @param patience longest wait of a check
     */
    public record Work(int threads, int queue, int waiting, Duration patience) {
        public static final Work DEFAULTS = new Work(2, 1_024, 10_000, Duration.ofSeconds(3));
    }
}
