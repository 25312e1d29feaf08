package dev.postern.sidecar.settings;

import dev.postern.sidecar.cache.remote.CircuitBreaker;
import dev.postern.sidecar.cache.remote.CostGate;
import dev.postern.sidecar.cache.remote.MacKeys;
import dev.postern.sidecar.cache.remote.RedisConfig;
import dev.postern.sidecar.cache.remote.RedisUri;
import dev.postern.sidecar.config.ConfigReader;
import dev.postern.yaml.MappingReader;
import dev.postern.yaml.Typed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the keys of what a fleet shares through Redis. */
final class RedisKeys {

    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Typed<RedisUri> URI = (node, problems) -> {
        String text = Typed.TEXT.read(node, problems);
        RedisUri uri = text == null ? null : RedisUri.parse(text);
        return uri != null || text == null
                ? uri
                : Typed.refuse(node, problems, "redis://host:port or another form of it, without user and password");
    };
    private static final Typed<String> PREFIX =
            Typed.matching(Pattern.compile("[A-Za-z0-9_.-]{1,64}"), "a name such as postern");

    private RedisKeys() {}

    static RedisConfig read(ConfigReader keys) {
        RedisConfig is = RedisConfig.DEFAULTS;
        RedisConfig read = new RedisConfig(
                ConfigKeys.optional(keys, "cache.redis.uri", URI),
                keys.text("cache.redis.user", is.user()),
                ConfigKeys.optionalPath(keys, "cache.redis.password_file"),
                new RedisConfig.Tls(
                        ConfigKeys.optionalPath(keys, "cache.redis.tls.ca"),
                        ConfigKeys.optionalPath(keys, "cache.redis.tls.certificate"),
                        ConfigKeys.optionalPath(keys, "cache.redis.tls.key")),
                keys.value("cache.redis.prefix", PREFIX, is.prefix(), prefix -> prefix),
                keys.tree(
                        "cache.redis.secrets",
                        Typed.list(Typed.mapping(RedisKeys::secret)),
                        is.secrets(),
                        secrets -> ConfigKeys.shown(
                                secrets.stream().map(RedisConfig.SecretFile::id).toList())),
                keys.word("cache.redis.use", CostGate.Use.class, is.use()),
                keys.duration("cache.redis.timeout", MILLI, MINUTE, is.timeout()),
                keys.integer("cache.redis.calls", 1, 10_000, is.calls()),
                keys.integer("cache.redis.writes", 1, 10_000, is.writes()),
                keys.bytes("cache.redis.max_value", 1 << 10, 16 << 20, is.largest()),
                breaker(keys, is.breaker()),
                keys.duration("cache.redis.heartbeat", Duration.ofMillis(10), MINUTE, is.heartbeat()),
                keys.duration("cache.redis.staleness", Duration.ofMillis(50), MINUTE, is.staleness()));
        refuseDoubtful(keys, read);
        return read;
    }

    private static CircuitBreaker.Settings breaker(ConfigReader keys, CircuitBreaker.Settings is) {
        int trials = keys.integer("cache.redis.breaker.trials", 1, 1_000, is.trials());
        int successes = keys.integer("cache.redis.breaker.successes", 1, 1_000, is.successes());
        if (successes > trials) {
            keys.error("cache.redis.breaker.successes", "more than trials, expected at most " + trials);
        }
        return new CircuitBreaker.Settings(
                keys.integer("cache.redis.breaker.failures", 1, 1_000, is.failures()),
                keys.duration("cache.redis.breaker.pause", MILLI, Duration.ofHours(1), is.pause()),
                trials,
                Math.min(successes, trials));
    }

    private static RedisConfig.@Nullable SecretFile secret(MappingReader keys) {
        Integer id = keys.integer("id", 1, Integer.MAX_VALUE, 0);
        Path file = keys.required("file", ConfigKeys.PATH);
        if (id == 0) {
            keys.error("id", "no 'id', expected a number of its own, from 1");
            return null;
        }
        return file == null ? null : new RedisConfig.SecretFile(id, file);
    }

    private static void refuseDoubtful(ConfigReader keys, RedisConfig read) {
        List<Integer> ids = read.secrets().stream()
                .map(RedisConfig.SecretFile::id)
                .distinct()
                .toList();
        if (ids.size() < read.secrets().size()) {
            keys.error("cache.redis.secrets", "an id twice, expected each once");
        }
        if (read.uri() != null && ids.isEmpty()) {
            keys.error(
                    "cache.redis.secrets",
                    "none, expected a file with at least " + MacKeys.SECRET_BYTES
                            + " bytes that the whole fleet shares");
        }
        if (read.heartbeat().multipliedBy(2).compareTo(read.staleness()) > 0) {
            keys.error("cache.redis.staleness", "expected at least twice cache.redis.heartbeat");
        }
    }
}
