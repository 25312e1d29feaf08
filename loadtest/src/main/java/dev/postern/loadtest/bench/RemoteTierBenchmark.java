package dev.postern.loadtest.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.postern.sidecar.cache.Entry;
import dev.postern.sidecar.cache.EntryKey;
import dev.postern.sidecar.cache.EpochTable;
import dev.postern.sidecar.cache.Epochs;
import dev.postern.sidecar.cache.Namespace;
import dev.postern.sidecar.cache.RemoteTier;
import dev.postern.sidecar.cache.remote.CostGate;
import dev.postern.sidecar.cache.remote.Fleet;
import dev.postern.sidecar.cache.remote.MacKeys;
import dev.postern.sidecar.cache.remote.RedisConfig;
import dev.postern.sidecar.cache.remote.RedisUri;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.slf4j.LoggerFactory;
import redis.embedded.RedisServer;

/**
 * A hit in the remote tier, authenticated and unpacked, beside the bare GET of as many bytes through the same client; both
 * waited for, against a Redis on this machine.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@SuppressWarnings("NullAway.Init") // joined before the first call
public class RemoteTierBenchmark {

    private static final byte[] BARE = "bare".getBytes(StandardCharsets.US_ASCII);
    private static final EntryKey KEY = EntryKey.of(Namespace.EGRESS, "shop", new byte[72]);

    @Param({"200", "8000"})
    private int bytes;

    private RedisServer server;
    private RedisClient client;
    private RedisAsyncCommands<byte[], byte[]> redis;
    private Fleet fleet;
    private RemoteTier tier;

    @Setup
    public void join() throws IOException, InterruptedException, ExecutionException {
        // Every command would be a line.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        int port = freePort();
        server = RedisServer.newRedisServer().port(port).bind("127.0.0.1").build();
        server.start();
        client = RedisClient.create("redis://127.0.0.1:" + port);
        redis = client.connect(ByteArrayCodec.INSTANCE).async();
        fleet = Fleet.join(
                config(),
                Objects.requireNonNull(RedisUri.parse("redis://127.0.0.1:" + port)),
                new char[0],
                new MacKeys(List.of(new MacKeys.Secret(1, new byte[32]))),
                new EpochTable(),
                new Fleet.Surroundings(InstantSource.system(), System::nanoTime, new SplittableRandom(1), Thread::new));
        tier = fleet.tier();
        byte[] payload = new byte[bytes];
        new SplittableRandom(1).nextBytes(payload);
        redis.set(BARE, payload).get();
        long now = InstantSource.system().millis();
        Entry entry = new Entry(payload, "", Epochs.ZERO, now, now + 3_600_000);
        while (find() == null) {
            tier.keep(KEY, entry);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @TearDown
    public void stop() throws IOException {
        fleet.close();
        client.shutdown();
        server.stop();
    }

    @Benchmark
    public byte[] bareGet() throws ExecutionException, InterruptedException {
        return redis.get(BARE).get();
    }

    @Benchmark
    public Entry hit() throws ExecutionException, InterruptedException {
        return Objects.requireNonNull(find());
    }

    private @Nullable Entry find() throws ExecutionException, InterruptedException {
        CompletableFuture<@Nullable Entry> found = new CompletableFuture<>();
        tier.find(KEY, "", Epochs.ZERO, found::complete);
        return found.get();
    }

    private static RedisConfig config() {
        RedisConfig is = RedisConfig.DEFAULTS;
        return new RedisConfig(
                is.uri(),
                is.user(),
                is.password(),
                is.tls(),
                is.prefix(),
                is.secrets(),
                CostGate.Use.ON,
                Duration.ofSeconds(5),
                is.calls(),
                is.writes(),
                is.largest(),
                is.breaker(),
                is.heartbeat(),
                is.staleness());
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
