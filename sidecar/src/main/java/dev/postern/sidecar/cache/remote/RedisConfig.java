package dev.postern.sidecar.cache.remote;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the remote tier is reached and used; docs/configuration.md lists the keys.
 *
 * @param uri see {@link RedisUri}; {@code null} for no remote tier
 * @param user of Redis's access list, empty for its default user
 * @param password file that holds the password, {@code null} for none
 * @param tls what is trusted and shown where the URI asks for TLS
 * @param prefix of every name in Redis, so that fleets can share one
 * @param secrets files of the fleet's secrets; the first authenticates what is written
 * @param use when Redis is asked
 * @param timeout time budget of one call
 * @param calls that may be under way at once
 * @param writes that may be under way at once, over which entries are dropped
 * @param largest bytes of an entry
 * @param breaker when Redis is left alone
 * @param heartbeat how often word of invalidations is asked for
 * @param staleness age of the last heartbeat from which on entries that permit something are not served
 */
public record RedisConfig(
        @Nullable RedisUri uri,
        String user,
        @Nullable Path password,
        Tls tls,
        String prefix,
        List<SecretFile> secrets,
        CostGate.Use use,
        Duration timeout,
        int calls,
        int writes,
        int largest,
        CircuitBreaker.Settings breaker,
        Duration heartbeat,
        Duration staleness) {

    public static final RedisConfig DEFAULTS = new RedisConfig(
            null,
            "",
            null,
            Tls.DEFAULTS,
            "postern",
            List.of(),
            CostGate.Use.AUTO,
            Duration.ofMillis(5),
            64,
            256,
            256 << 10,
            CircuitBreaker.Settings.DEFAULTS,
            Duration.ofMillis(500),
            Duration.ofSeconds(2));

    public RedisConfig {
        secrets = List.copyOf(secrets);
    }

    /**
     * Where a secret of the fleet is.
     *
     * @param id its number, the same in the whole fleet and never used for another
     */
    public record SecretFile(int id, Path file) {}

    /**
     * Files of TLS.
     *
     * @param authorities PEM certificates of whom to trust, {@code null} for the platform's
     * @param certificate PEM chain of this client, {@code null} to show none
     * @param key PEM of its private key, there when the certificate is
     */
    public record Tls(
            @Nullable Path authorities,
            @Nullable Path certificate,
            @Nullable Path key) {
        public static final Tls DEFAULTS = new Tls(null, null, null);
    }
}
