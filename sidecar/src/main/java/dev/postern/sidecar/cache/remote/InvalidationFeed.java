package dev.postern.sidecar.cache.remote;

import dev.postern.sidecar.cache.EpochTable;
import dev.postern.sidecar.cache.Freshness;
import dev.postern.sidecar.cache.Invalidation;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Epochs. Whoever invalidates takes a step of its own at once, so that nothing older is served here, and then tells the
 * fleet. The place of that word in the log is the epoch for everybody, greater than every step that anybody took before,
 * so that entries of the whole fleet compare. An entry made under an epoch was made after its word was known.
 *
 * Freshness. A read that began at t and came to the end of the log says that nothing was missed before t. What may not be
 * served without that is served until t plus the bound, unless the connection breaks or Redis drops its keys: then not
 * until a read that began later has ended.
 *
 * Loss. Whoever finds the log shorter than it was, or of another generation, invalidates everything and tells so, behind
 * the last place it knows.
 */

/**
 * Tells the fleet of invalidations, and hears of them: on two threads of its own, one that reads and one that tells.
 * Thread-safe.
 */
public final class InvalidationFeed implements Freshness, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InvalidationFeed.class);
    /** Longer than any entry lives: word of an invalidation that is older concerns none. */
    private static final Duration LIFE = Duration.ofHours(2);
    /** Records over which one word, that everything is invalid, takes the place of all. */
    private static final long MOST_RECORDS = 100_000;

    private static final Invalidation EVERYTHING = new Invalidation.Everything();
    private static final int MOST_UNTOLD = 10_000;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final EpochTable epochs;
    private final SharedLog log;
    private final Duration heartbeat;
    private final long stalenessNanos;
    private final LongSupplier nanoTime;
    private final LinkedBlockingQueue<Untold> untold = new LinkedBlockingQueue<>(MOST_UNTOLD);
    private final LongAdder forged = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder heard = new LongAdder();
    private final Thread reader;
    private final Thread teller;

    private volatile long readNanos;
    private volatile long alarmNanos;
    private volatile boolean closed;

    /**
     * A feed that has heard nothing yet.
     *
     * @param open makes the log, given whom it tells when records may be missed
     * @param heartbeat longest time between two reads
     * @param staleness how long after a read began what it said is gone by
     */
    InvalidationFeed(
            EpochTable epochs,
            Function<Runnable, SharedLog> open,
            Duration heartbeat,
            Duration staleness,
            LongSupplier nanoTime,
            ThreadFactory threads) {
        this.epochs = epochs;
        this.heartbeat = heartbeat;
        this.stalenessNanos = staleness.toNanos();
        this.nanoTime = nanoTime;
        this.alarmNanos = nanoTime.getAsLong();
        this.readNanos = alarmNanos - 1;
        this.log = open.apply(this::alarm);
        this.reader = threads.newThread(this::read);
        this.teller = threads.newThread(this::tell);
    }

    /** What is to be told, and who waits for it. */
    private record Untold(Invalidation word, CompletableFuture<Void> told) {}

    void start() {
        reader.start();
        teller.start();
    }

    @Override
    public boolean current(long nowNanos) {
        long read = readNanos;
        return read - alarmNanos > 0 && nowNanos - read <= stalenessNanos;
    }

    /** Invalidates here at once; completes when the fleet has been told. */
    public CompletionStage<Void> invalidate(Invalidation about) {
        epochs.bump(about);
        Untold next = new Untold(about, new CompletableFuture<>());
        while (!untold.offer(next)) {
            // So many words in vain: one says it all.
            untold.clear();
            next = new Untold(EVERYTHING, next.told);
        }
        return next.told.minimalCompletionStage();
    }

    /** Words heard, those of this sidecar among them. */
    public long heard() {
        return heard.sum();
    }

    /** Records that nobody of the fleet wrote. */
    public long forged() {
        return forged.sum();
    }

    /** Times that records which had been there were gone. */
    public long lost() {
        return lost.sum();
    }

    /** Words not told yet. */
    public long untold() {
        return untold.size();
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
        teller.interrupt();
        log.close();
    }

    private void alarm() {
        alarmNanos = nanoTime.getAsLong();
    }

    private void read() {
        Position position = Position.START;
        while (!closed) {
            try {
                position = read(position);
            } catch (IOException | RuntimeException failure) {
                alarm();
                LOG.debug("word of invalidations cannot be read", failure);
                pause();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Position read(Position from) throws IOException, InterruptedException {
        long began = nanoTime.getAsLong();
        // After an alarm what is there already is what matters.
        Duration wait = readNanos - alarmNanos > 0 ? heartbeat : Duration.ZERO;
        SharedLog.Batch batch = log.read(from, wait);
        if (!(batch instanceof SharedLog.Batch.Records records)) {
            alarm();
            lost.increment();
            LOG.warn("redis has lost word of invalidations: everything that is cached is invalid");
            var unused = invalidate(EVERYTHING);
            return Position.START;
        }
        for (SharedLog.Placed record : records.records()) {
            hear(record);
        }
        forged.add(records.forged());
        if (records.last()) {
            readNanos = began;
        }
        return records.end();
    }

    private void hear(SharedLog.Placed record) {
        epochs.raise(InvalidationBytes.read(record.bytes()), record.at().epoch());
        heard.increment();
    }

    private void tell() {
        try {
            while (!closed) {
                Untold next = untold.take();
                epochs.raise(next.word, place(next.word).epoch());
                next.told.complete(null);
                bound();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells a word, however long that takes; where it is told. */
    private Position place(Invalidation word) throws InterruptedException {
        while (true) {
            try {
                return log.append(InvalidationBytes.write(word), Position.before(epochs.top()), LIFE);
            } catch (IOException unreachable) {
                LOG.debug("an invalidation cannot be told", unreachable);
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        }
    }

    private void bound() throws InterruptedException {
        try {
            log.bound(MOST_RECORDS);
        } catch (IOException nextTime) {
            LOG.debug("the log of invalidations cannot be bounded now", nextTime);
        }
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
