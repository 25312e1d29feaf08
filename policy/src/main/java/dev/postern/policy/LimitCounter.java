package dev.postern.policy;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** One fixed window of one principal under one limit. Thread-safe and lock-free. */
final class LimitCounter {

    private static final Window RETIRED = new Window(Long.MIN_VALUE, Long.MAX_VALUE);

    private final Name name;
    private final AtomicReference<Window> window = new AtomicReference<>(Window.NEW);
    private volatile long periodMillis;

    LimitCounter(Name name, long periodMillis) {
        this.name = name;
        this.periodMillis = periodMillis;
    }

    Name name() {
        return name;
    }

    /** What came of trying to count. */
    enum Result {
        COUNTED,
        EXCEEDED,
        /** The counter has left the table; ask for it anew. */
        RETIRED
    }

    /** Counts one check unless the window already holds {@code most}. */
    Result count(long most, long periodMillis, long nowMillis) {
        this.periodMillis = periodMillis;
        while (true) {
            Window seen = Objects.requireNonNull(window.get());
            if (seen == RETIRED) {
                return Result.RETIRED;
            }
            Window current = seen.isOver(periodMillis, nowMillis) ? new Window(nowMillis, 0) : seen;
            if (current.count >= most) {
                return Result.EXCEEDED;
            }
            if (window.compareAndSet(seen, new Window(current.start, current.count + 1))) {
                return Result.COUNTED;
            }
        }
    }

    /** Takes back the check counted at {@code nowMillis}, unless a later window has begun since. */
    void uncount(long nowMillis) {
        while (true) {
            Window seen = Objects.requireNonNull(window.get());
            if (seen == RETIRED || seen.count == 0 || seen.start > nowMillis) {
                return;
            }
            if (window.compareAndSet(seen, new Window(seen.start, seen.count - 1))) {
                return;
            }
        }
    }

    boolean isRetired() {
        return window.get() == RETIRED;
    }

    /** Closes the counter for good if its window is over; whether it did. */
    boolean retire(long nowMillis) {
        Window seen = Objects.requireNonNull(window.get());
        return seen != RETIRED && seen.isOver(periodMillis, nowMillis) && window.compareAndSet(seen, RETIRED);
    }

    /**
     * What a counter counts.
     *
     * @param tenant whose limit it is
     * @param action the limit's pattern as written
     * @param principal who is limited
     */
    record Name(String tenant, String action, String principal) {}

    /** A clock that runs backwards leaves a window open: it can only end later, never sooner. */
    private static final class Window {
        private static final Window NEW = new Window(Long.MIN_VALUE, 0);

        private final long start;
        private final long count;

        Window(long start, long count) {
            this.start = start;
            this.count = count;
        }

        boolean isOver(long periodMillis, long nowMillis) {
            if (this == NEW) {
                return true;
            }
            long elapsed = nowMillis - start;
            return nowMillis >= start && (elapsed < 0 || elapsed >= periodMillis);
        }
    }
}
