package dev.postern.loadtest.bench;

import dev.postern.sidecar.cache.Entry;
import dev.postern.sidecar.cache.EntryKey;
import dev.postern.sidecar.cache.EpochTable;
import dev.postern.sidecar.cache.Epochs;
import dev.postern.sidecar.cache.Namespace;
import dev.postern.sidecar.cache.RemoteTier;
import dev.postern.sidecar.cache.remote.CostGate;
import dev.postern.sidecar.cache.remote.Fleet;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
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

    private LocalRedis server;
    private RedisClient client;
    private RedisAsyncCommands<byte[], byte[]> redis;
    private Fleet fleet;
    private RemoteTier tier;

    @Setup
    public void join() throws IOException, InterruptedException, ExecutionException {
        server = LocalRedis.start();
        client = RedisClient.create(server.uri());
        redis = client.connect(ByteArrayCodec.INSTANCE).async();
        fleet = server.join(CostGate.Use.ON, new EpochTable());
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
        server.close();
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
}
