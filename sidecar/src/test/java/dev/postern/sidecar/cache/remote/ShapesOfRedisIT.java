package dev.postern.sidecar.cache.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.sidecar.cache.Entry;
import dev.postern.sidecar.cache.EntryKey;
import dev.postern.sidecar.cache.Epochs;
import dev.postern.sidecar.cache.Invalidation;
import dev.postern.sidecar.cache.Namespace;
import io.lettuce.core.MigrateArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisSentinel;

/** A fleet finds its entries in every shape of Redis, and misses them, no more, while one changes. */
@Timeout(180)
class ShapesOfRedisIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int SLOTS = 16_384;
    private static final List<EntryKey> KEYS = IntStream.range(0, 24)
            .mapToObj(i -> EntryKey.of(Namespace.EGRESS, "shop", ("key " + i).getBytes(UTF_8)))
            .toList();
    private static final Entry ENTRY =
            new Entry(new byte[10], "", Epochs.ZERO, 0, InstantSource.system().millis() + 1_000_000);

    @TempDir
    private Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void sentinelsNameAnotherPrimaryWhenTheirsIsLost() throws Exception {
        TestRedis primary = server("primary");
        TestRedis replica = server("replica", "replicaof 127.0.0.1 " + primary.port());
        int sentinel = sentinel(primary.port());
        FleetMember member = join("redis-sentinel://127.0.0.1:" + sentinel + "/0#primary");
        member.keep(KEYS.get(0), List.of(ENTRY));
        RedisCommands<String, String> second = commands(replica);
        await().atMost(SOON).until(() -> second.keys("postern:1:egress:*").size() == 1);

        primary.stop();

        await().atMost(SOON).until(() -> {
            Entry found = member.find(KEYS.get(0), "", Epochs.ZERO);
            assertThat(found).isIn(null, ENTRY);
            return found != null && second.info("replication").contains("role:master");
        });
        await().atMost(SOON).until(member::isFresh);
        hearsItself(member);
    }

    @Test
    void aClusterMayMoveSlotsAndLoseAServer() throws Exception {
        TestRedis one = clusterServer("one");
        TestRedis other = clusterServer("other");
        RedisCommands<String, String> first = commands(one);
        RedisCommands<String, String> second = commands(other);
        first.clusterAddSlots(IntStream.range(0, SLOTS / 2).toArray());
        second.clusterAddSlots(IntStream.range(SLOTS / 2, SLOTS).toArray());
        first.clusterMeet("127.0.0.1", other.port());
        await().atMost(SOON)
                .until(() -> first.clusterInfo().contains("cluster_slots_ok:" + SLOTS)
                        && second.clusterInfo().contains("cluster_slots_ok:" + SLOTS));
        FleetMember member = join("redis-cluster://127.0.0.1:" + one.port() + ",127.0.0.1:" + other.port());
        await().atMost(SOON).until(() -> holdsAll(member));
        hearsItself(member);

        List<String> moved = first.keys("postern:1:egress:*");
        assertThat(moved).hasSizeBetween(1, KEYS.size() - 1);
        move(moved.get(0), first, second, other.port());
        assertThat(found(member)).isEqualTo(KEYS.size());

        other.stop();
        // What the other server holds is missed; what this one holds is found as soon as the client has looked around.
        await().atMost(SOON).until(() -> found(member), left -> left >= 1 && left < moved.size());
        other.restart();
        await().atMost(SOON).until(() -> holdsAll(member));
        await().atMost(SOON).until(member::isFresh);
    }

    private static boolean holdsAll(FleetMember member) throws Exception {
        for (EntryKey key : KEYS) {
            member.fleet().tier().keep(key, ENTRY);
        }
        return found(member) == KEYS.size();
    }

    /** How many entries are found, where what is found is right. */
    private static int found(FleetMember member) throws Exception {
        int found = 0;
        for (EntryKey key : KEYS) {
            Entry entry = member.find(key, "", Epochs.ZERO);
            assertThat(entry).isIn(null, ENTRY);
            found += entry == null ? 0 : 1;
        }
        return found;
    }

    private static void hearsItself(FleetMember member) throws Exception {
        long before = member.fleet().invalidations().heard();
        member.fleet()
                .invalidations()
                .invalidate(new Invalidation.OfTenant("shop"))
                .toCompletableFuture()
                .get(SOON.toSeconds(), TimeUnit.SECONDS);
        await().atMost(SOON).until(() -> member.fleet().invalidations().heard() > before);
    }

    private static void move(
            String key, RedisCommands<String, String> from, RedisCommands<String, String> to, int toPort) {
        int slot = from.clusterKeyslot(key).intValue();
        to.clusterSetSlotImporting(slot, from.clusterMyId());
        from.clusterSetSlotMigrating(slot, to.clusterMyId());
        from.migrate("127.0.0.1", toPort, 0, 5_000, MigrateArgs.Builder.keys(from.clusterGetKeysInSlot(slot, 100)));
        to.clusterSetSlotNode(slot, to.clusterMyId());
        from.clusterSetSlotNode(slot, to.clusterMyId());
    }

    private FleetMember join(String uri) throws InterruptedException {
        // Never left alone, so that a miss says something of Redis.
        CircuitBreaker.Settings patient = new CircuitBreaker.Settings(1_000_000, Duration.ofSeconds(1), 3, 3);
        return closing(FleetMember.join(uri, "", FleetMember.config(patient, Duration.ofSeconds(1))));
    }

    private TestRedis clusterServer(String name) throws IOException {
        return server(name, "cluster-enabled yes", "cluster-require-full-coverage no", "cluster-node-timeout 1000");
    }

    private TestRedis server(String name, String... settings) throws IOException {
        return closing(TestRedis.start(Files.createDirectory(directory.resolve(name)), settings));
    }

    private int sentinel(int primary) throws IOException {
        int port = TestRedis.freePort();
        RedisSentinel sentinel = RedisSentinel.newRedisSentinel()
                .bind("127.0.0.1")
                .port(port)
                .masterName("primary")
                .masterPort(primary)
                .quorumSize(1)
                .downAfterMilliseconds(500)
                .failOverTimeout(5_000)
                .build();
        sentinel.start();
        closing(sentinel::stop);
        return port;
    }

    private RedisCommands<String, String> commands(TestRedis server) {
        RedisClient client = RedisClient.create("redis://127.0.0.1:" + server.port());
        closing(client::shutdown);
        return client.connect().sync();
    }

    private <T extends AutoCloseable> T closing(T part) {
        open.add(part);
        return part;
    }
}
