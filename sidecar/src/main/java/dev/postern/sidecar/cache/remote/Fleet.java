package dev.postern.sidecar.cache.remote;

import dev.postern.sidecar.cache.EpochTable;
import dev.postern.sidecar.cache.RemoteTier;
import dev.postern.sidecar.revocation.RevocationFeed;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Everything this sidecar has to do with the others through Redis. Thread-safe; close it to end its connections. */
public final class Fleet implements AutoCloseable {

    private final ScheduledThreadPoolExecutor timer;
    private final Dialer dialer;
    private final Link link;
    private final RemoteCounters counters = new RemoteCounters();
    private final RecentLatency latency;
    private final CircuitBreaker breaker;
    private final LongSupplier nanoTime;
    private final RedisTier tier;
    private final InvalidationFeed invalidations;
    private final SharedRevocations revocations;

    private Fleet(RedisConfig config, Dialer dialer, MacKeys keys, EpochTable epochs, Surroundings world) {
        this.timer = new ScheduledThreadPoolExecutor(1, world.threads());
        timer.setRemoveOnCancelPolicy(true);
        this.dialer = dialer;
        this.link = new Link(dialer::openSteady, timer);
        this.nanoTime = world.nanoTime();
        this.latency = new RecentLatency(config.timeout().toNanos());
        this.breaker = new CircuitBreaker(config.breaker());
        this.tier = new RedisTier(
                config,
                new EntryFrame(keys, config.largest()),
                new Calls(link, breaker, latency, timer, config.timeout(), world.nanoTime()),
                new CostGate(config.use(), latency::p99),
                counters,
                world.clock());
        this.invalidations = new InvalidationFeed(
                epochs,
                alarm -> log(config, "invalidations", keys, world, alarm),
                config.heartbeat(),
                config.staleness(),
                world.nanoTime(),
                world.threads());
        this.revocations = new SharedRevocations(alarm -> log(config, "revocations", keys, world, alarm));
    }

    private SharedLog log(RedisConfig config, String what, MacKeys keys, Surroundings world, Runnable alarm) {
        return new SharedLog(config.prefix() + ":1:" + what, keys, dialer, link, world.random(), alarm);
    }

    /**
     * What is outside of it.
     *
     * @param clock tells when entries count
     * @param nanoTime the monotonic clock
     * @param random names generations of logs
     * @param threads makes those that keep time budgets, read and tell
     */
    public record Surroundings(
            InstantSource clock, LongSupplier nanoTime, RandomGenerator random, ThreadFactory threads) {}

    /**
     * Begins to dial; does not wait.
     *
     * @param password empty for none
     * @param epochs raised by what is heard
     */
    public static Fleet join(
            RedisConfig config, RedisUri uri, char[] password, MacKeys keys, EpochTable epochs, Surroundings world) {
        Dialer dialer = new Dialer(uri, config.user(), password, config.tls());
        Fleet fleet = new Fleet(config, dialer, keys, epochs, world);
        fleet.link.open();
        fleet.invalidations.start();
        return fleet;
    }

    public RemoteTier tier() {
        return tier;
    }

    public InvalidationFeed invalidations() {
        return invalidations;
    }

    /** The 99th percentile of what calls have lately taken. */
    public long latencyNanos() {
        return latency.p99();
    }

    /** Whether Redis is left alone because it did not answer. */
    public boolean isLeftAlone() {
        return breaker.phase() == CircuitBreaker.Phase.OPEN;
    }

    /** Whether invalidations are heard of in time. */
    public boolean isCurrent() {
        return invalidations.current(nanoTime.getAsLong());
    }

    /** Acts of revoking of the whole fleet; whoever reads it closes it. */
    public RevocationFeed revocations() {
        return revocations;
    }

    public RemoteCounters counters() {
        return counters;
    }

    @Override
    public void close() {
        invalidations.close();
        revocations.close();
        link.close();
        timer.shutdownNow();
        dialer.close();
    }
}
