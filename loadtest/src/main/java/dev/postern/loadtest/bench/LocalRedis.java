package dev.postern.loadtest.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.postern.sidecar.cache.EpochTable;
import dev.postern.sidecar.cache.remote.CostGate;
import dev.postern.sidecar.cache.remote.Fleet;
import dev.postern.sidecar.cache.remote.MacKeys;
import dev.postern.sidecar.cache.remote.RedisConfig;
import dev.postern.sidecar.cache.remote.RedisUri;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.slf4j.LoggerFactory;
import redis.embedded.RedisServer;

/** A Redis of its own on this machine, which keeps nothing on disk, and fleets that share it. */
public final class LocalRedis implements AutoCloseable {

    private final RedisServer server;
    private final String uri;

    private LocalRedis(RedisServer server, int port) {
        this.server = server;
        this.uri = "redis://127.0.0.1:" + port;
    }

    /** Starts one on a free port. */
    public static LocalRedis start() throws IOException {
        // Every command would be a line, and every connection that ends.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        int port = freePort();
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
        server.start();
        return new LocalRedis(server, port);
    }

    String uri() {
        return uri;
    }

    /** Joins a sidecar's part, which gives up on a call after five seconds only. */
    public Fleet join(CostGate.Use use, EpochTable epochs) {
        RedisConfig is = RedisConfig.DEFAULTS;
        RedisConfig config = new RedisConfig(
                is.uri(),
                is.user(),
                is.password(),
                is.tls(),
                is.prefix(),
                is.secrets(),
                use,
                Duration.ofSeconds(5),
                is.calls(),
                is.writes(),
                is.largest(),
                is.breaker(),
                is.heartbeat(),
                is.staleness());
        return Fleet.join(
                config,
                Objects.requireNonNull(RedisUri.parse(uri)),
                new char[0],
                new MacKeys(List.of(new MacKeys.Secret(1, new byte[32]))),
                epochs,
                new Fleet.Surroundings(InstantSource.system(), System::nanoTime, new SplittableRandom(1), Thread::new));
    }

    @Override
    public void close() throws IOException {
        server.stop();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
