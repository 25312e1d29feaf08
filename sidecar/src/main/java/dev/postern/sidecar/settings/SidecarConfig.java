package dev.postern.sidecar.settings;

import dev.postern.sidecar.cache.CacheConfig;
import dev.postern.sidecar.cache.remote.RedisConfig;
import dev.postern.sidecar.config.ConfigReader;
import dev.postern.sidecar.config.ConfigResult;
import dev.postern.sidecar.config.ConfigSources;
import dev.postern.sidecar.config.InputLimits;
import dev.postern.sidecar.config.ListenerConfig;
import dev.postern.sidecar.egress.EgressConfig;
import dev.postern.sidecar.envoy.EnvoyConfig;
import dev.postern.sidecar.evidence.EvidenceConfig;
import dev.postern.sidecar.http.HttpConfig;
import dev.postern.sidecar.identity.CapabilityConfig;
import dev.postern.sidecar.identity.IdentityConfig;
import dev.postern.sidecar.revocation.RevocationConfig;
import dev.postern.sidecar.source.BundleCaps;
import dev.postern.sidecar.source.BundleConfig;
import dev.postern.sidecar.source.SigningConfig;
import dev.postern.sidecar.source.principals.PrincipalConfig;
import dev.postern.sidecar.telemetry.TelemetryConfig;
import dev.postern.yaml.Typed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that an operator can set; docs/configuration.md lists the keys.
 *
 * @param bundle where the bundle is and how it is kept up with
 * @param checks the listeners that answer checks, at least one
 * @param admin the listener for operators, {@code null} for none
 * @param inputs how much one check may hold
 * @param http health and metrics
 * @param envoy how the Envoy door reads requests
 * @param egress how contents that want to leave are judged
 * @param identity how it is found out who asks
 * @param capability whose tokens are believed
 * @param revocation where acts of revoking are kept
 * @param principals where what is known of principals comes from
 * @param redis what the fleet shares
 * @param telemetry metrics, spans and logs
 * @param evidence how receipts are kept
 * @param cache what is remembered so that it is not worked out twice
 * @param stateDirectory where the sidecar keeps what is its own, such as the admin socket
 * @param drainTimeout how long calls may still take after the sidecar was told to end
 * @param limitCounters how many counters of {@code limit} rules are kept, at least 1
 * @param warmUpChecks answered before the sidecar is ready, 0 for none
 */
public record SidecarConfig(
        BundleConfig bundle,
        List<ListenerConfig> checks,
        @Nullable ListenerConfig admin,
        InputLimits inputs,
        HttpConfig http,
        EnvoyConfig envoy,
        EgressConfig egress,
        IdentityConfig identity,
        CapabilityConfig capability,
        RevocationConfig revocation,
        PrincipalConfig principals,
        RedisConfig redis,
        TelemetryConfig telemetry,
        EvidenceConfig evidence,
        CacheConfig cache,
        Path stateDirectory,
        Duration drainTimeout,
        int limitCounters,
        int warmUpChecks) {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MILLI = Duration.ofMillis(1);

    public SidecarConfig {
        checks = List.copyOf(checks);
    }

    /** Reads it; the environment also says where state is kept when no key does. */
    public static ConfigResult<SidecarConfig> read(ConfigSources sources) {
        return ConfigReader.read(sources, keys -> bind(keys, StateDirectory.of(sources.environment())));
    }

    private static SidecarConfig bind(ConfigReader keys, Path state) {
        BundleConfig bundle = bundle(keys);
        Path stateDirectory = ConfigKeys.path(keys, "state_dir", state);
        ListenKeys listen = new ListenKeys(keys, stateDirectory);
        return new SidecarConfig(
                bundle,
                listen.checks(),
                listen.admin(),
                listen.inputs(),
                listen.http(),
                EnvoyKeys.read(keys),
                EgressKeys.read(keys),
                IdentityKeys.read(keys),
                CapabilityKeys.read(keys),
                CapabilityKeys.revocation(keys, stateDirectory),
                PrincipalKeys.read(keys),
                RedisKeys.read(keys),
                TelemetryKeys.read(keys),
                EvidenceKeys.read(keys),
                CacheKeys.read(keys),
                stateDirectory,
                keys.duration("drain_timeout", Duration.ZERO, HOUR, Duration.ofSeconds(10)),
                keys.integer("limits.counters", 1, 100_000_000, 100_000),
                keys.integer("warm_up.checks", 0, 10_000_000, 20_000));
    }

    private static BundleConfig bundle(ConfigReader keys) {
        BundleConfig defaults = BundleConfig.DEFAULTS;
        return new BundleConfig(
                ConfigKeys.optionalPath(keys, "bundle.path"),
                keys.bool("bundle.watch", defaults.watch()),
                keys.duration("bundle.interval", Duration.ofMillis(10), HOUR, defaults.interval()),
                keys.duration("bundle.debounce", MILLI, Duration.ofMinutes(1), defaults.debounce()),
                new BundleCaps(
                        keys.integer(
                                "bundle.max_files",
                                1,
                                1_000_000,
                                defaults.caps().files()),
                        keys.bytes(
                                "bundle.max_bytes",
                                1L,
                                1L << 31,
                                defaults.caps().bytes()),
                        keys.integer("bundle.max_depth", 1, 64, defaults.caps().depth())),
                signing(keys));
    }

    private static SigningConfig signing(ConfigReader keys) {
        SigningConfig is = SigningConfig.DEFAULTS;
        List<String> signers = keys.tree("bundle.signers", Typed.list(Typed.TEXT), is.signers(), ConfigKeys::shown);
        SigningConfig.Unsigned unsigned = keys.word("bundle.unsigned", SigningConfig.Unsigned.class, is.unsigned());
        SigningConfig made = keys.made("bundle.unsigned", () -> new SigningConfig(signers, unsigned));
        return made == null ? is : made;
    }
}
