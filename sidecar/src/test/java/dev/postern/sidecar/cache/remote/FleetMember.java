package dev.postern.sidecar.cache.remote;

import dev.postern.sidecar.cache.Entry;
import dev.postern.sidecar.cache.EntryKey;
import dev.postern.sidecar.cache.EpochTable;
import dev.postern.sidecar.cache.Epochs;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One sidecar's part in a fleet, for tests: what it asks is waited for. */
public final class FleetMember implements AutoCloseable {

    private final Fleet fleet;
    private final EpochTable epochs;

    private FleetMember(Fleet fleet, EpochTable epochs) {
        this.fleet = fleet;
        this.epochs = epochs;
    }

    public EpochTable epochs() {
        return epochs;
    }

    boolean isFresh() {
        return fleet.invalidations().current(System.nanoTime());
    }

    /** Joins through the server at {@code port} with the secret of tests. */
    public static FleetMember join(int port) throws InterruptedException {
        return join(port, new MacKeys(List.of(EntryFrameTest.secret(1))), InstantSource.system(), same -> same);
    }

    /** Joins through the server at {@code port}, and waits until it is connected. */
    static FleetMember join(int port, MacKeys keys, InstantSource clock, UnaryOperator<RedisConfig> change)
            throws InterruptedException {
        RedisConfig config = change.apply(config(CircuitBreaker.Settings.DEFAULTS, Duration.ofSeconds(1)));
        return join("redis://127.0.0.1:" + port, "", config, keys, clock);
    }

    /** Joins through the servers that {@code uri} names, with the secret of tests. */
    static FleetMember join(String uri, String password, RedisConfig config) throws InterruptedException {
        return join(uri, password, config, new MacKeys(List.of(EntryFrameTest.secret(1))), InstantSource.system());
    }

    private static FleetMember join(String uri, String password, RedisConfig config, MacKeys keys, InstantSource clock)
            throws InterruptedException {
        RedisUri parsed = Objects.requireNonNull(RedisUri.parse(uri));
        EpochTable epochs = new EpochTable();
        Fleet fleet = Fleet.join(config, parsed, password.toCharArray(), keys, epochs, Fleets.world(clock));
        FleetMember member = new FleetMember(fleet, epochs);
        for (int i = 0; i < 500 && !member.fleet.tier().pays(1); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return member;
    }

    static RedisConfig config(CircuitBreaker.Settings breaker, Duration timeout) {
        RedisConfig is = RedisConfig.DEFAULTS;
        return new RedisConfig(
                is.uri(),
                is.user(),
                is.password(),
                is.tls(),
                is.prefix(),
                is.secrets(),
                CostGate.Use.ON,
                timeout,
                is.calls(),
                is.writes(),
                is.largest(),
                breaker,
                is.heartbeat(),
                is.staleness());
    }

    public Fleet fleet() {
        return fleet;
    }

    RemoteCounters counters() {
        return fleet.counters();
    }

    @Nullable
    Entry find(EntryKey key, String bundle, Epochs floor)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<@Nullable Entry> found = new CompletableFuture<>();
        fleet.tier().find(key, bundle, floor, found::complete);
        return found.get(10, TimeUnit.SECONDS);
    }

    /** Keeps entries and waits until Redis has them. */
    void keep(EntryKey key, List<Entry> entries) throws InterruptedException {
        long before = counters().writes();
        entries.forEach(entry -> fleet.tier().keep(key, entry));
        for (int i = 0; i < 500 && counters().writes() < before + entries.size(); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    @Override
    public void close() {
        fleet.close();
    }
}
