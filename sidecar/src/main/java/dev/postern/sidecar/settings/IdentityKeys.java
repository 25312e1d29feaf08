package dev.postern.sidecar.settings;

import dev.postern.ccl.FieldPath;
import dev.postern.sidecar.config.ConfigReader;
import dev.postern.sidecar.identity.HeaderName;
import dev.postern.sidecar.identity.IdentityConfig;
import dev.postern.sidecar.identity.JwtConfig;
import dev.postern.sidecar.identity.JwtIssuer;
import dev.postern.sidecar.identity.JwtIssuer.Algorithm;
import dev.postern.sidecar.identity.PeerConfig;
import dev.postern.yaml.MappingReader;
import dev.postern.yaml.Typed;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the keys about who asks. */
final class IdentityKeys {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MONTH = Duration.ofDays(30);

    /** A path of names, or the one name of a claim that is a URI, whose dots separate nothing. */
    private static final Typed<FieldPath> CLAIM = (node, problems) -> {
        String text = Typed.TEXT.read(node, problems);
        boolean uri = text != null && (text.indexOf(':') >= 0 || text.indexOf('/') >= 0);
        return text != null && uri
                ? new FieldPath(List.of(text))
                : Typed.field().read(node, problems);
    };

    private IdentityKeys() {}

    static IdentityConfig read(ConfigReader keys) {
        return new IdentityConfig(peer(keys), jwt(keys), work(keys));
    }

    private static PeerConfig peer(ConfigReader keys) {
        PeerConfig is = PeerConfig.DEFAULTS;
        Set<String> domains = texts(keys, "identity.peer.trust_domains", is.trustDomains());
        List<PeerConfig.Kind> names = keys.tree(
                "identity.peer.names",
                Typed.list(Typed.word(PeerConfig.Kind.class)),
                is.names(),
                each -> each.stream().map(Typed::wordOf).collect(Collectors.joining(", ", "[", "]")));
        Set<String> forwarders = texts(keys, "identity.peer.forwarders", is.forwarders());
        PeerConfig made = keys.made("identity.peer.trust_domains", () -> new PeerConfig(domains, names, forwarders));
        return made == null ? is : made;
    }

    private static JwtConfig jwt(ConfigReader keys) {
        JwtConfig is = JwtConfig.DEFAULTS;
        String header = keys.text("identity.jwt.header", is.header());
        keys.made("identity.jwt.header", () -> HeaderName.of(header));
        List<JwtIssuer> issuers = keys.tree(
                "identity.jwt.issuers",
                Typed.list(Typed.mapping(IdentityKeys::issuer)),
                is.issuers(),
                all -> all.stream().map(JwtIssuer::name).collect(Collectors.joining(", ", "[", "]")));
        Duration leeway = keys.duration("identity.jwt.leeway", Duration.ZERO, HOUR, is.leeway());
        int cached = keys.integer("identity.jwt.cached", 1, 10_000_000, is.cached());
        JwtConfig.Keys sets = keySets(keys, is.keys());
        JwtConfig made = keys.made("identity.jwt.issuers", () -> new JwtConfig(header, issuers, leeway, cached, sets));
        return made == null ? is : made;
    }

    private static JwtConfig.Keys keySets(ConfigReader keys, JwtConfig.Keys is) {
        return new JwtConfig.Keys(
                keys.duration("identity.jwt.keys.refresh", SECOND, MONTH, is.refresh()),
                keys.duration("identity.jwt.keys.pause", Duration.ofMillis(1), HOUR, is.pause()),
                keys.duration("identity.jwt.keys.lasting", SECOND, MONTH, is.lasting()),
                keys.duration("identity.jwt.keys.timeout", Duration.ofMillis(1), HOUR, is.timeout()),
                keys.bytes("identity.jwt.keys.max_bytes", 256, 16 << 20, is.maxBytes()));
    }

    private static IdentityConfig.Work work(ConfigReader keys) {
        IdentityConfig.Work is = IdentityConfig.Work.DEFAULTS;
        return new IdentityConfig.Work(
                keys.integer("identity.work.threads", 1, 256, is.threads()),
                keys.integer("identity.work.queue", 1, 1_000_000, is.queue()),
                keys.integer("identity.work.waiting", 1, 10_000_000, is.waiting()),
                keys.duration("identity.work.patience", Duration.ofMillis(1), HOUR, is.patience()));
    }

    private static @Nullable JwtIssuer issuer(MappingReader keys) {
        String name = keys.required("issuer", Typed.TEXT);
        List<String> audiences = keys.list("audiences", Typed.TEXT, List.of());
        String jwks = keys.required("jwks", Typed.TEXT);
        List<Algorithm> algorithms = keys.list("algorithms", Typed.word(Algorithm.class), List.of(Algorithm.values()));
        String prefix = keys.text("prefix", "");
        FieldPath id = keys.value("id", CLAIM, new FieldPath(List.of("sub")));
        FieldPath roles = keys.optional("roles", CLAIM);
        Map<String, FieldPath> attributes = keys.value("attributes", Typed.map(CLAIM), Map.of());
        if (name == null || jwks == null) {
            return null;
        }
        try {
            return new JwtIssuer(
                    name, new HashSet<>(audiences), jwks, new HashSet<>(algorithms), prefix, id, roles, attributes);
        } catch (IllegalArgumentException refusal) {
            keys.error("audiences", String.valueOf(refusal.getMessage()));
            return null;
        }
    }

    private static Set<String> texts(ConfigReader keys, String key, Set<String> fallback) {
        return new HashSet<>(keys.tree(key, Typed.list(Typed.TEXT), List.copyOf(fallback), ConfigKeys::shown));
    }
}
