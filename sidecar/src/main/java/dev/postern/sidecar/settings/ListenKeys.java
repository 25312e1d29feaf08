package dev.postern.sidecar.settings;

import dev.postern.sidecar.config.ConfigReader;
import dev.postern.sidecar.config.InputLimits;
import dev.postern.sidecar.config.ListenAddress;
import dev.postern.sidecar.config.ListenerConfig;
import dev.postern.sidecar.config.TlsConfig;
import dev.postern.sidecar.http.HttpConfig;
import dev.postern.yaml.Typed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the keys of listeners: where they listen, TLS, and what they bear. */
final class ListenKeys {

    private static final String OFF = "off";
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Typed<String> MODE =
            Typed.matching(Pattern.compile("0?[0-7]{3}"), "permission bits such as 0660");

    private final ConfigReader keys;
    private final List<ListenerConfig> checks;
    private final @Nullable ListenerConfig admin;
    private final InputLimits inputs;
    private final HttpConfig http;

    ListenKeys(ConfigReader keys, Path stateDirectory) {
        this.keys = keys;
        ListenAddress grpc =
                address("listen.grpc", ListenerConfig.DEFAULTS.address().toString());
        ListenAddress unix = address("listen.unix", OFF);
        ListenAddress web = address("listen.http", HttpConfig.DEFAULTS.host() + ":" + HttpConfig.DEFAULTS.port());
        ListenAddress operators = address(
                "listen.admin", "unix:" + stateDirectory.toAbsolutePath().resolve("admin.sock"));
        String mode = keys.value("listen.unix_mode", MODE, "0660", text -> text);
        ListenerConfig template = template(Integer.parseInt(mode, 8));
        this.checks = checks(template, grpc, unix, tls("tls"));
        this.admin = admin(operators, tls("admin.tls"));
        this.inputs = readInputs();
        this.http = readHttp(web);
    }

    List<ListenerConfig> checks() {
        return checks;
    }

    @Nullable
    ListenerConfig admin() {
        return admin;
    }

    InputLimits inputs() {
        return inputs;
    }

    HttpConfig http() {
        return http;
    }

    private List<ListenerConfig> checks(
            ListenerConfig template,
            @Nullable ListenAddress grpc,
            @Nullable ListenAddress unix,
            @Nullable TlsConfig tls) {
        List<ListenerConfig> listeners = new ArrayList<>();
        if (grpc != null) {
            ListenerConfig listener = template.at(grpc);
            listeners.add(tls == null ? listener : listener.with(tls));
        }
        if (unix instanceof ListenAddress.Tcp) {
            keys.error("listen.unix", "found a host and port, expected unix:/path or off");
        } else if (unix != null) {
            listeners.add(template.at(unix));
        }
        if (listeners.isEmpty()) {
            keys.error("listen.grpc", "both listen.grpc and listen.unix are off, expected at least one listener");
        }
        return listeners;
    }

    private @Nullable ListenerConfig admin(@Nullable ListenAddress address, @Nullable TlsConfig tls) {
        if (address == null) {
            return null;
        }
        if (address instanceof ListenAddress.Tcp
                && (tls == null || tls.clientAuthority() == null || tls.peers().isEmpty())) {
            keys.error(
                    "listen.admin",
                    "operators on a tcp address must be known, expected admin.tls with client_authority and peers");
        }
        ListenerConfig listener = ListenerConfig.admin(address);
        return tls == null ? listener : listener.with(tls);
    }

    private ListenerConfig template(int socketMode) {
        ListenerConfig is = ListenerConfig.DEFAULTS;
        Trust trust = keys.word("trust_asserted", Trust.class, Trust.LOCAL);
        int message = keys.bytes("caps.message", KIB, 256 * MIB, is.maxMessage());
        int receive = keys.bytes("caps.receive", KIB, 512 * MIB, is.maxReceive());
        if (receive < message) {
            keys.error("caps.receive", "less than caps.message, expected at least as much");
        }
        return new ListenerConfig(
                is.address(),
                socketMode,
                null,
                trust.meaning,
                message,
                Math.max(receive, message),
                keys.bytes("caps.headers", KIB, 16 * MIB, is.maxHeaders()),
                keys.integer("caps.connections", 1, 1_000_000, is.maxConnections()),
                keys.integer("caps.streams", 1, 1_000_000, is.maxStreams()),
                keys.bytes("caps.flow_control_window", 64 * KIB, 256 * MIB, is.flowControlWindow()),
                keys.duration("keepalive.permit", Duration.ofMillis(1), DAY, is.keepAlivePermit()),
                keys.duration("keepalive.max_idle", SECOND, YEAR, is.maxIdle()),
                keys.duration("keepalive.max_age", SECOND, YEAR, is.maxAge()),
                keys.duration("keepalive.max_age_grace", Duration.ZERO, DAY, is.maxAgeGrace()),
                keys.bool("reflection", is.reflection()),
                keys.bool("channelz", is.channelz()));
    }

    private InputLimits readInputs() {
        InputLimits is = InputLimits.DEFAULTS;
        return new InputLimits(
                keys.integer("caps.depth", 1, 64, is.maxDepth()),
                keys.integer("caps.values", 1, 10_000_000, is.maxValues()),
                keys.integer("caps.text", 1, 256 * MIB, is.maxText()),
                keys.integer("caps.name", 1, MIB, is.maxName()),
                keys.integer("caps.resource", 1, MIB, is.maxResource()),
                keys.integer("caps.id", 1, MIB, is.maxId()),
                keys.integer("caps.batch", 1, 1_000_000, is.maxBatch()));
    }

    private HttpConfig readHttp(@Nullable ListenAddress address) {
        HttpConfig is = HttpConfig.DEFAULTS;
        String host = is.host();
        int port = is.port();
        if (address instanceof ListenAddress.Tcp tcp) {
            host = tcp.address().getAddress().getHostAddress();
            port = tcp.address().getPort();
        } else if (address != null) {
            keys.error("listen.http", "found a unix socket, expected host:port or off");
        }
        return new HttpConfig(
                address != null,
                host,
                port,
                keys.integer("http.max_connections", 1, 100_000, is.maxConnections()),
                keys.bytes("http.max_headers", 256, MIB, is.maxHeaderBytes()),
                keys.duration("http.timeout", Duration.ofMillis(1), Duration.ofHours(1), is.timeout()));
    }

    private @Nullable TlsConfig tls(String section) {
        Path certificate = ConfigKeys.optionalPath(keys, section + ".certificate");
        Path key = ConfigKeys.optionalPath(keys, section + ".key");
        Path authority = ConfigKeys.optionalPath(keys, section + ".client_authority");
        List<String> peers = keys.tree(section + ".peers", Typed.list(Typed.TEXT), List.of(), ConfigKeys::shown);
        Duration reload = keys.duration(section + ".reload", SECOND, DAY, TlsConfig.DEFAULT_RELOAD_INTERVAL);
        if (certificate == null && key == null && authority == null && peers.isEmpty()) {
            return null;
        }
        if (certificate == null || key == null) {
            String missing = section + (certificate == null ? ".certificate" : ".key");
            keys.error(missing, "tls without it, expected both certificate and key");
            return null;
        }
        return keys.made(
                section + ".peers", () -> new TlsConfig(certificate, key, authority, new HashSet<>(peers), reload));
    }

    /** An address; {@code null} for {@code off}. One that cannot be read is noted and counts as the default. */
    private @Nullable ListenAddress address(String key, String fallback) {
        String text = keys.text(key, fallback);
        if (text.equals(OFF)) {
            return null;
        }
        ListenAddress address = keys.made(key, () -> ListenAddress.parse(text));
        return address == null && !fallback.equals(OFF) && !text.equals(fallback)
                ? ListenAddress.parse(fallback)
                : address;
    }

    /** Whose word about the principal is taken. */
    private enum Trust {
        /** Of callers on addresses that only this host can reach. */
        LOCAL(null),
        ALWAYS(true),
        NEVER(false);

        private final @Nullable Boolean meaning;

        Trust(@Nullable Boolean meaning) {
            this.meaning = meaning;
        }
    }
}
