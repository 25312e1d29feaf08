package dev.postern.sidecar.settings;

import dev.postern.sidecar.cache.CacheConfig;
import dev.postern.sidecar.config.ConfigReader;
import java.time.Duration;

/** Reads the keys of the cache. */
final class CacheKeys {

    private static final Duration HOUR = Duration.ofHours(1);

    private CacheKeys() {}

    static CacheConfig read(ConfigReader keys) {
        CacheConfig is = CacheConfig.DEFAULTS;
        return new CacheConfig(
                keys.bool("cache.enabled", is.enabled()),
                keys.bytes("cache.max_bytes", 1L << 16, 1L << 40, is.bytes()),
                keys.duration("cache.lifetime.decision", Duration.ofMillis(1), HOUR, is.decisions()),
                keys.integer("cache.shadow", 0, 1_000_000_000, is.shadow()),
                keys.word("cache.certificates", CacheConfig.Use.class, is.certificates()),
                keys.word("cache.exact", CacheConfig.Use.class, is.exact()));
    }
}
