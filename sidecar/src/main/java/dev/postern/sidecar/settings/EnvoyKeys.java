package dev.postern.sidecar.settings;

import dev.postern.ccl.FieldPath;
import dev.postern.sidecar.config.ConfigReader;
import dev.postern.sidecar.envoy.EnvoyConfig;
import dev.postern.sidecar.envoy.EnvoyConfig.Identity;
import dev.postern.sidecar.envoy.EnvoyConfig.MetadataPath;
import dev.postern.sidecar.envoy.EnvoyConfig.Route;
import dev.postern.yaml.MappingReader;
import dev.postern.yaml.Typed;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the keys of the Envoy door. */
final class EnvoyKeys {

    private static final int MIB = 1 << 20;
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Typed<String> HEADER = (node, problems) -> {
        String name = Typed.matching(TOKEN, "the name of a header").read(node, problems);
        return name == null ? null : name.toLowerCase(Locale.ROOT);
    };

    private EnvoyKeys() {}

    static EnvoyConfig read(ConfigReader keys) {
        EnvoyConfig is = EnvoyConfig.DEFAULTS;
        return new EnvoyConfig(
                keys.text("envoy.action_prefix", is.actionPrefix()),
                keys.tree("envoy.routes", Typed.list(Typed.mapping(EnvoyKeys::route)), is.routes(), EnvoyKeys::counted),
                new EnvoyConfig.TenantSource(
                        keys.text("envoy.tenant.extension", is.tenant().extension()),
                        keys.text("envoy.tenant.fallback", is.tenant().fallback())),
                identity(keys),
                keys.tree(
                        "envoy.metadata",
                        Typed.map(Typed.mapping(EnvoyKeys::metadata)),
                        is.metadata(),
                        EnvoyKeys::shown),
                new EnvoyConfig.Body(
                        keys.bool("envoy.body.json", is.body().json()),
                        keys.bytes(
                                "envoy.body.max_bytes", 1, 64 * MIB, is.body().maxBytes()),
                        keys.integer("envoy.body.max_depth", 1, 64, is.body().maxDepth())),
                new EnvoyConfig.Upstream(
                        lowerCase(keys.tree(
                                "envoy.upstream.set",
                                Typed.map(Typed.field()),
                                is.upstream().set(),
                                EnvoyKeys::shown)),
                        headers(keys, "envoy.upstream.remove", is.upstream().remove())),
                new EnvoyConfig.Outbound(
                        keys.text("envoy.egress.extension", is.outbound().extension()),
                        keys.text("envoy.egress.address_header", is.outbound().addressHeader())
                                .toLowerCase(Locale.ROOT),
                        keys.bytes("envoy.egress.hold", 0, MIB, is.outbound().hold())),
                headers(keys, "envoy.single_headers", is.singleHeaders()),
                new EnvoyConfig.Limits(
                        keys.integer(
                                "envoy.limits.headers", 1, 100_000, is.limits().headers()),
                        keys.bytes(
                                "envoy.limits.header_bytes",
                                1024,
                                64 * MIB,
                                is.limits().headerBytes()),
                        keys.bytes(
                                "envoy.limits.path_bytes", 64, MIB, is.limits().pathBytes())));
    }

    private static @Nullable Route route(MappingReader keys) {
        List<String> methods = keys.list("methods", Typed.TEXT, List.of());
        String host = keys.text("host", "");
        String path = keys.required("path", Typed.TEXT);
        String action = keys.text("action");
        String resource = keys.text("resource");
        if (path == null) {
            return null;
        }
        try {
            return new Route(Set.copyOf(new HashSet<>(methods)), host, path, action, resource);
        } catch (IllegalArgumentException refusal) {
            keys.error("path", String.valueOf(refusal.getMessage()));
            return null;
        }
    }

    private static @Nullable Identity identity(ConfigReader keys) {
        Typed<Optional<Identity>> type =
                (node, problems) -> Optional.ofNullable(MappingReader.read(node, problems, EnvoyKeys::identityOf));
        return keys.tree(
                        "envoy.identity",
                        type,
                        Optional.empty(),
                        identity -> identity.map(Identity::namespace).orElse(""))
                .orElse(null);
    }

    private static @Nullable Identity identityOf(MappingReader keys) {
        String namespace = keys.required("namespace", Typed.TEXT);
        FieldPath id = keys.required("id", Typed.field());
        FieldPath roles = keys.optional("roles", Typed.field());
        FieldPath attributes = keys.optional("attributes", Typed.field());
        return namespace == null || id == null ? null : new Identity(namespace, id, roles, attributes);
    }

    private static @Nullable MetadataPath metadata(MappingReader keys) {
        String namespace = keys.required("namespace", Typed.TEXT);
        FieldPath path = keys.optional("path", Typed.field());
        return namespace == null ? null : new MetadataPath(namespace, path);
    }

    private static Set<String> headers(ConfigReader keys, String key, Set<String> fallback) {
        return new HashSet<>(keys.tree(key, Typed.list(HEADER), List.copyOf(fallback), ConfigKeys::shown));
    }

    private static <T> Map<String, T> lowerCase(Map<String, T> headers) {
        Map<String, T> lower = new TreeMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }

    private static String counted(List<Route> routes) {
        return routes.isEmpty() ? "[]" : "[" + routes.size() + " of them]";
    }

    private static String shown(Map<String, ?> map) {
        return map.keySet().stream().sorted().collect(Collectors.joining(", ", "{", "}"));
    }
}
