package dev.postern.sidecar.cache.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationText;
import dev.postern.sidecar.revocation.RevocationFeed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Acts of revoking in a log that the whole fleet shares. Whoever finds that Redis has lost some appends all it knows again,
 * so that together the sidecars still have every act that any of them has seen. Thread-safe.
 */
final class SharedRevocations implements RevocationFeed {

    private final SharedLog log;
    private final Set<String> known = new LinkedHashSet<>();
    private boolean incomplete;
    private Position newest = Position.START;

    /**
     * A record that has been read by nobody yet.
     *
     * @param open makes the log, given whom it tells when records may be missed
     */
    SharedRevocations(Function<Runnable, SharedLog> open) {
        // Nobody is told: a view that is not read to its end in time is stale by itself.
        this.log = open.apply(() -> {});
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public void append(Revocation act) throws IOException {
        append(RevocationText.print(act));
    }

    @Override
    public Batch read(String position, Duration wait) throws IOException, InterruptedException {
        Position from = position.equals(START) ? Position.START : Position.parse(position);
        if (from == null) {
            throw new IOException(position + " is no position in redis");
        }
        SharedLog.Batch batch = log.read(from, wait);
        if (batch instanceof SharedLog.Batch.Lost) {
            lost();
        }
        if (restore() || !(batch instanceof SharedLog.Batch.Records records)) {
            return new Batch(List.of(), START, false);
        }
        List<Revocation> acts = new ArrayList<>(records.records().size());
        for (SharedLog.Placed record : records.records()) {
            acts.add(act(record));
        }
        return new Batch(acts, records.end().toString(), records.last());
    }

    @Override
    public int prune(long now) throws IOException {
        forget(now);
        try {
            return log.remove((record, time) -> isSettled(new String(record, US_ASCII), Math.min(now, time)));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public void close() {
        log.close();
    }

    private Revocation act(SharedLog.Placed record) throws IOException {
        String text = new String(record.bytes(), US_ASCII);
        Revocation act = RevocationText.parse(text);
        if (act == null) {
            throw new IOException("redis holds something else than acts of revoking at " + record.at());
        }
        remember(text, record.at());
        return act;
    }

    private void append(String text) throws IOException {
        try {
            remember(text, log.append(text.getBytes(US_ASCII), newest(), null));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", e);
    }

    private static boolean isSettled(String text, long now) {
        Revocation act = RevocationText.parse(text);
        return act != null && act.isSettled(now);
    }

    private void forget(long now) {
        List<String> settled =
                all().stream().filter(text -> isSettled(text, now)).toList();
        synchronized (this) {
            settled.forEach(known::remove);
        }
    }

    private synchronized List<String> all() {
        return List.copyOf(known);
    }

    private synchronized void remember(String text, Position at) {
        known.add(text);
        newest = at.compareTo(newest) > 0 ? at : newest;
    }

    private synchronized void lost() {
        incomplete = true;
    }

    private synchronized Position newest() {
        return newest;
    }

    /** Appends again what Redis has lost; whether there was anything to do. */
    private boolean restore() throws IOException {
        List<String> all;
        synchronized (this) {
            if (!incomplete) {
                return false;
            }
            all = List.copyOf(known);
        }
        for (String text : all) {
            append(text);
        }
        synchronized (this) {
            incomplete = false;
        }
        return true;
    }
}
