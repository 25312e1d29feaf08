package dev.postern.sidecar.cache.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.sidecar.cache.Entry;
import dev.postern.sidecar.cache.EntryKey;
import dev.postern.sidecar.cache.Epochs;
import dev.postern.sidecar.cache.Namespace;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever can write to Redis can make sidecars work more, and nothing else. */
class HostileRedisIT {

    private static final String BUNDLE = "ab".repeat(32);
    private static final Epochs EPOCHS = new Epochs(5, 5, 5);
    private static final int KEYS = 24;

    @TempDir
    private Path directory;

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final SplittableRandom random = new SplittableRandom(Long.getLong("seed", 1));
    private final Map<EntryKey, Entry> truth = new HashMap<>();
    private TestRedis redis;
    private FleetMember member;
    private RedisClient client;
    private RedisCommands<byte[], byte[]> attacker;

    @BeforeEach
    void fill() throws Exception {
        redis = TestRedis.start(directory);
        member = join(1, 2);
        client = RedisClient.create("redis://127.0.0.1:" + redis.port());
        attacker = client.connect(ByteArrayCodec.INSTANCE).sync();
        for (int i = 0; i < KEYS; i++) {
            EntryKey key = key(i % 3 == 0 ? "bank" : "shop", "key" + i);
            byte[] payload = new byte[random.nextInt(1, 5_000)];
            Arrays.fill(payload, (byte) i);
            Entry entry = new Entry(payload, BUNDLE, EPOCHS, now.get(), now.get() + 60_000);
            truth.put(key, entry);
            member.keep(key, List.of(entry));
        }
    }

    @AfterEach
    void stop() throws Exception {
        client.shutdown();
        member.close();
        redis.close();
    }

    @Test
    void servesWhatWasWritten() throws Exception {
        assertThat(hits()).isEqualTo(KEYS);
    }

    @Test
    void flippedBitsAreMisses() throws Exception {
        for (int round = 0; round < 20; round++) {
            corrupt(value -> {
                byte[] flipped = value.clone();
                flipped[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(8));
                return flipped;
            });
            assertThat(hits()).isZero();
            restore();
        }
        assertThat(hits()).isEqualTo(KEYS);
    }

    @Test
    void valuesUnderOtherNamesAreMisses() throws Exception {
        List<byte[]> names = names();
        List<byte[]> values = new ArrayList<>();
        names.forEach(name -> values.add(attacker.get(name)));
        for (int i = 0; i < names.size(); i++) {
            attacker.set(names.get(i), values.get((i + 1) % values.size()));
        }
        assertThat(hits()).isZero();
        assertThat(member.counters().rejections(Rejection.MAC)).isEqualTo(KEYS);
    }

    @Test
    void replaysAfterAnInvalidationAreMisses() throws Exception {
        for (EntryKey key : truth.keySet()) {
            assertThat(member.find(key, BUNDLE, new Epochs(5, 5, 6))).isNull();
            assertThat(member.find(key, BUNDLE, new Epochs(5, 6, 5))).isNull();
            assertThat(member.find(key, BUNDLE, new Epochs(6, 5, 5))).isNull();
        }
        assertThat(member.counters().rejections(Rejection.EPOCH)).isEqualTo(3 * KEYS);
    }

    @Test
    void replaysAfterTheirTimeAreMisses() throws Exception {
        names().forEach(attacker::persist);
        now.addAndGet(60_000);
        assertThat(hits()).isZero();
        assertThat(member.counters().rejections(Rejection.TIME)).isEqualTo(KEYS);
    }

    @Test
    void valuesOfAnotherBundleAreMisses() throws Exception {
        for (EntryKey key : truth.keySet()) {
            assertThat(member.find(key, "cd".repeat(32), EPOCHS)).isNull();
        }
    }

    @Test
    void truncatedAndEmptyValuesAreMisses() throws Exception {
        corrupt(value -> Arrays.copyOf(value, random.nextInt(value.length)));
        assertThat(hits()).isZero();
    }

    @Test
    void oversizedValuesAreMissesAndNotEvenFetched() throws Exception {
        byte[] huge = new byte[64 << 20];
        names().stream().limit(3).forEach(name -> attacker.set(name, huge));
        assertThat(hits()).isEqualTo(KEYS - 3);
        assertThat(member.counters().rejections(Rejection.TOO_LARGE)).isEqualTo(3);
    }

    @Test
    void valuesOfOtherTypesAreMisses() throws Exception {
        for (byte[] name : names()) {
            attacker.del(name);
            attacker.lpush(name, name);
        }
        for (EntryKey key : truth.keySet()) {
            assertThat(member.find(key, BUNDLE, EPOCHS)).isNull();
        }
    }

    @Test
    void valuesOfDroppedSecretsAreMissesAndThoseOfKeptOnesAreNot() throws Exception {
        try (FleetMember rotating = join(2, 1);
                FleetMember rotated = join(2)) {
            assertThat(hits(rotating)).isEqualTo(KEYS);
            assertThat(hits(rotated)).isZero();
            assertThat(rotated.counters().rejections(Rejection.KEY)).isEqualTo(KEYS);
        }
    }

    /** Where entries are. */
    private List<byte[]> names() {
        return attacker.keys("postern:1:decision:*");
    }

    private long hits() throws Exception {
        return hits(member);
    }

    /** How many entries are found; what is found is what was kept. */
    private long hits(FleetMember asked) throws Exception {
        long hits = 0;
        for (Map.Entry<EntryKey, Entry> each : truth.entrySet()) {
            Entry found = asked.find(each.getKey(), BUNDLE, EPOCHS);
            if (found != null) {
                assertThat(found).isEqualTo(each.getValue());
                hits++;
            }
        }
        return hits;
    }

    private void corrupt(UnaryOperator<byte[]> change) {
        for (byte[] name : names()) {
            attacker.set(name, change.apply(attacker.get(name)));
        }
    }

    private void restore() throws InterruptedException {
        for (Map.Entry<EntryKey, Entry> each : truth.entrySet()) {
            member.keep(each.getKey(), List.of(each.getValue()));
        }
    }

    private FleetMember join(int... secrets) throws InterruptedException {
        List<MacKeys.Secret> list =
                Arrays.stream(secrets).mapToObj(EntryFrameTest::secret).toList();
        return FleetMember.join(redis.port(), new MacKeys(list), () -> Instant.ofEpochMilli(now.get()), same -> same);
    }

    private static EntryKey key(String tenant, String text) {
        return EntryKey.of(Namespace.DECISION, tenant, text.getBytes(UTF_8));
    }
}
