package dev.postern.sidecar.cache.remote;

import dev.postern.sidecar.cache.Entry;
import dev.postern.sidecar.cache.EntryKey;
import dev.postern.sidecar.cache.Epochs;
import dev.postern.sidecar.cache.RemoteTier;
import dev.postern.sidecar.cache.remote.RemoteCounters.Failure;
import io.lettuce.core.SetArgs;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Entries in Redis. What is found there is used only if this fleet wrote it, under exactly this name, and it still counts;
 * everything else is a miss with a reason. Writing is begun and forgotten. Thread-safe; nothing here waits.
 */
public final class RedisTier implements RemoteTier {

    /** Entries with less time left are not worth a write, in milliseconds. */
    private static final long SHORTEST_LIFE = 1_000;

    private final String prefix;
    private final EntryFrame frames;
    private final Calls calls;
    private final CostGate gate;
    private final Semaphore reads;
    private final Semaphore writes;
    private final RemoteCounters counters;
    private final InstantSource clock;

    RedisTier(
            RedisConfig config,
            EntryFrame frames,
            Calls calls,
            CostGate gate,
            RemoteCounters counters,
            InstantSource clock) {
        this.prefix = config.prefix() + ":1:";
        this.frames = frames;
        this.calls = calls;
        this.gate = gate;
        this.reads = new Semaphore(config.calls());
        this.writes = new Semaphore(config.writes());
        this.counters = counters;
        this.clock = clock;
    }

    @Override
    public boolean pays(long workNanos) {
        return gate.opens(workNanos) && calls.possible();
    }

    @Override
    public void find(EntryKey key, String bundleDigest, Epochs floor, Sink sink) {
        StoreKey place = StoreKey.of(prefix, key, bundleDigest);
        // Not GET: however long the value is, no more than an entry can have is sent.
        calls.call(reads, redis -> redis.getrange(place.name(), 0, frames.largest()), new Finding(place, floor, sink));
    }

    @Override
    public void keep(EntryKey key, Entry entry) {
        long life = entry.untilMillis() - clock.millis();
        if (life < SHORTEST_LIFE) {
            return;
        }
        StoreKey place = StoreKey.of(prefix, key, entry.bundleDigest());
        byte[] frame = frames.write(place, entry);
        if (frame.length == 0) {
            counters.droppedWrites.increment();
            return;
        }
        calls.call(writes, redis -> redis.set(place.name(), frame, SetArgs.Builder.px(life)), new Keeping());
    }

    private final class Finding implements Call.Answer<byte[]> {

        private final StoreKey place;
        private final Epochs floor;
        private final Sink sink;

        Finding(StoreKey place, Epochs floor, Sink sink) {
            this.place = place;
            this.floor = floor;
            this.sink = sink;
        }

        @Override
        public void answered(byte @Nullable [] bytes) {
            sink.found(bytes == null || bytes.length == 0 ? miss() : read(bytes));
        }

        private @Nullable Entry miss() {
            counters.misses.increment();
            return null;
        }

        private @Nullable Entry read(byte[] bytes) {
            EntryFrame.Reading reading = frames.read(place, bytes, floor, clock.millis());
            if (reading instanceof EntryFrame.Reading.Good good) {
                counters.hits.increment();
                return good.entry();
            }
            counters.add(((EntryFrame.Reading.Bad) reading).rejection());
            return null;
        }

        @Override
        public void failed(Failure failure) {
            counters.add(failure);
            sink.found(null);
        }
    }

    private final class Keeping implements Call.Answer<String> {

        @Override
        public void answered(@Nullable String ok) {
            counters.writes.increment();
        }

        @Override
        public void failed(Failure failure) {
            counters.droppedWrites.increment();
        }
    }
}
