package dev.postern.sidecar.settings;

import dev.postern.capability.Terms;
import dev.postern.sidecar.config.ConfigReader;
import dev.postern.sidecar.identity.CapabilityConfig;
import dev.postern.sidecar.identity.HeaderName;
import dev.postern.sidecar.revocation.RevocationConfig;
import dev.postern.yaml.MappingReader;
import dev.postern.yaml.Typed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the keys of capability tokens. */
final class CapabilityKeys {

    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Typed<String> HEADER =
            Typed.matching(Pattern.compile("[a-z0-9_.-]{1,63}(?<!-bin)"), "the name of a header in lower case");

    private static final Typed<String> DATABASE =
            Typed.matching(Pattern.compile("jdbc:postgresql:[^\\s]+"), "a url such as jdbc:postgresql://host/database");

    private CapabilityKeys() {}

    static CapabilityConfig read(ConfigReader keys) {
        CapabilityConfig is = CapabilityConfig.DEFAULTS;
        return new CapabilityConfig(
                issuers(keys),
                terms(keys, is.terms()),
                header(keys, "capability.header", is.header()),
                header(keys, "capability.proof.header", is.proofHeader()),
                keys.bool("capability.required", is.required()),
                new CapabilityConfig.Proofs(
                        keys.duration(
                                "capability.proof.age",
                                SECOND,
                                Duration.ofMinutes(10),
                                is.proofs().age()),
                        keys.integer(
                                "capability.proof.remembered",
                                1,
                                100_000_000,
                                is.proofs().most())),
                work(keys, is.work()),
                signing(keys));
    }

    static RevocationConfig revocation(ConfigReader keys, Path stateDirectory) {
        Path file = ConfigKeys.optionalPath(keys, "capability.revocation.file");
        return new RevocationConfig(
                file == null ? stateDirectory.resolve("revocations") : file,
                table(keys),
                keys.integer("capability.revocation.capacity", 1, 100_000_000, 1_000_000),
                keys.duration(
                        "capability.revocation.staleness", Duration.ofMillis(100), MINUTE, Duration.ofSeconds(2)));
    }

    private static RevocationConfig.@Nullable Table table(ConfigReader keys) {
        String url = ConfigKeys.optional(keys, "capability.revocation.table.url", DATABASE);
        String user = keys.text("capability.revocation.table.user", "");
        Path password = ConfigKeys.optionalPath(keys, "capability.revocation.table.password_file");
        return url == null ? null : new RevocationConfig.Table(url, user, password);
    }

    private static List<CapabilityConfig.Issuer> issuers(ConfigReader keys) {
        List<CapabilityConfig.Issuer> issuers = keys.tree(
                "capability.issuers",
                Typed.list(Typed.mapping(CapabilityKeys::issuer)),
                List.of(),
                all -> ConfigKeys.shown(
                        all.stream().map(CapabilityConfig.Issuer::name).toList()));
        long names =
                issuers.stream().map(CapabilityConfig.Issuer::name).distinct().count();
        if (names < issuers.size()) {
            keys.error("capability.issuers", "an issuer twice, expected each name once");
            return List.of();
        }
        return issuers;
    }

    private static CapabilityConfig.@Nullable Issuer issuer(MappingReader keys) {
        String name = keys.required("name", Typed.TEXT);
        List<String> own = keys.required("keys", Typed.list(Typed.TEXT));
        List<String> tenants = keys.list("tenants", Typed.TEXT, List.of());
        return name == null || own == null ? null : new CapabilityConfig.Issuer(name, own, new HashSet<>(tenants));
    }

    private static Terms terms(ConfigReader keys, Terms is) {
        return new Terms(
                new HashSet<>(keys.tree(
                        "capability.audience", Typed.list(Typed.TEXT), List.copyOf(is.audience()), ConfigKeys::shown)),
                keys.duration("capability.skew", Duration.ZERO, Terms.GREATEST_SKEW, is.skew()),
                keys.duration("capability.max_age", SECOND, Terms.GREATEST_AGE, is.maxAge()));
    }

    private static CapabilityConfig.Work work(ConfigReader keys, CapabilityConfig.Work is) {
        return new CapabilityConfig.Work(
                keys.bytes("capability.cache", 0L, 1L << 40, is.cacheBytes()),
                keys.integer("capability.work.threads", 1, 1_000, is.threads()),
                keys.integer("capability.work.queue", 1, 1_000_000, is.queue()),
                keys.integer("capability.work.waiting", 1, 1_000_000, is.waiting()),
                keys.duration("capability.work.patience", MILLI, MINUTE, is.patience()));
    }

    private static CapabilityConfig.@Nullable Signing signing(ConfigReader keys) {
        Path key = ConfigKeys.optionalPath(keys, "capability.issue.key");
        String issuer = keys.text("capability.issue.issuer", "postern");
        Duration life = keys.duration("capability.issue.max_life", SECOND, YEAR, Duration.ofMinutes(60));
        return key == null ? null : new CapabilityConfig.Signing(issuer, key, life);
    }

    private static HeaderName header(ConfigReader keys, String key, HeaderName fallback) {
        return HeaderName.of(keys.value(key, HEADER, fallback.text(), name -> name));
    }
}
