package dev.postern.sidecar.cache.remote;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What the remote tier has done since the process began. Thread-safe. */
public final class RemoteCounters {

    /** Why Redis was not asked, or its answer not waited for. */
    public enum Failure {
        /** There is no connection. */
        DISCONNECTED,
        /** It did not answer lately and is left alone. */
        BREAKER,
        /** As many calls as may be are under way. */
        BUSY,
        /** It did not answer within the time budget. */
        TIMEOUT,
        /** It answered with an error, or the connection broke. */
        ERROR;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** Its name in metrics. */
        public String word() {
            return word;
        }
    }

    final LongAdder hits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder writes = new LongAdder();
    final LongAdder droppedWrites = new LongAdder();
    private final Map<Rejection, LongAdder> rejections = adders(Rejection.class);
    private final Map<Failure, LongAdder> failures = adders(Failure.class);

    void add(Rejection rejection) {
        of(rejections, rejection).increment();
    }

    void add(Failure failure) {
        of(failures, failure).increment();
    }

    /** Entries found and used. */
    public long hits() {
        return hits.sum();
    }

    /** Times that Redis answered and had nothing. */
    public long misses() {
        return misses.sum();
    }

    /** Entries that were written. */
    public long writes() {
        return writes.sum();
    }

    /** Entries that were not written, because Redis could not take them. */
    public long droppedWrites() {
        return droppedWrites.sum();
    }

    /** Values that were found and not used. */
    public long rejections(Rejection rejection) {
        return of(rejections, rejection).sum();
    }

    /** Questions without an answer. */
    public long failures(Failure failure) {
        return of(failures, failure).sum();
    }

    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
        Map<E, LongAdder> adders = new EnumMap<>(type);
        for (E each : type.getEnumConstants()) {
            adders.put(each, new LongAdder());
        }
        return adders;
    }

    private static <E> LongAdder of(Map<E, LongAdder> adders, E each) {
        return Objects.requireNonNull(adders.get(each));
    }
}
