package dev.postern.sidecar.telemetry;

import dev.postern.policy.Check;
import dev.postern.policy.Mode;
import dev.postern.policy.Outcome;
import dev.postern.policy.Reason;
import dev.postern.policy.Template;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionObserver;
import dev.postern.sidecar.decide.Door;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Counts answers by everything they are labelled with, and their latency by door. Every combination of labels has its
 * cell from the start, so that an answer costs three additions and allocates nothing. Thread-safe.
 */
@SuppressWarnings("EnumOrdinal") // ordinals index cells of this process only
final class DecisionMetrics implements DecisionObserver {

    private static final Door[] DOORS = Door.values();
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final Reason[] REASONS = Reason.values();
    private static final CacheLabel[] CACHES = CacheLabel.values();
    private static final Mode[] MODES = Mode.values();

    /** Cells of combinations of labels come first, then each door's buckets, then each door's sum of nanoseconds. */
    static final int COMBINATIONS = DOORS.length * OUTCOMES.length * REASONS.length * CACHES.length * MODES.length;

    private static final int SUMS = COMBINATIONS + DOORS.length * Buckets.COUNT;

    private final StripedCounters counters;

    /** Nothing counted yet; {@code threads} is about how many answer at once. */
    DecisionMetrics(int threads) {
        counters = new StripedCounters(SUMS + DOORS.length, threads);
    }

    @Override
    public void answered(Door door, @Nullable Check check, Decision decision, long nanos) {
        AtomicLongArray own = counters.own();
        own.getAndIncrement(combination(door, decision.template(), decision.cache()));
        own.getAndIncrement(bucketCell(door, Buckets.of(nanos)));
        own.getAndAdd(SUMS + door.ordinal(), nanos);
    }

    /** How many answers had these labels. */
    long answers(Labels labels) {
        return counters.sum(combination(labels));
    }

    /** How many answers of this door fell into this bucket, the buckets below not included. */
    long inBucket(Door door, int bucket) {
        return counters.sum(bucketCell(door, bucket));
    }

    /** Nanoseconds of all answers of this door together. */
    long nanos(Door door) {
        return counters.sum(SUMS + door.ordinal());
    }

    private static int bucketCell(Door door, int bucket) {
        return COMBINATIONS + door.ordinal() * Buckets.COUNT + bucket;
    }

    private static int combination(Labels labels) {
        return combination(labels.door, labels.outcome, labels.reason, labels.cache, labels.mode);
    }

    private static int combination(Door door, Template template, CacheLabel cache) {
        return combination(door, template.outcome(), template.reason(), cache, template.mode());
    }

    private static int combination(Door door, Outcome outcome, Reason reason, CacheLabel cache, Mode mode) {
        int cell = door.ordinal();
        cell = cell * OUTCOMES.length + outcome.ordinal();
        cell = cell * REASONS.length + reason.ordinal();
        cell = cell * CACHES.length + cache.ordinal();
        return cell * MODES.length + mode.ordinal();
    }

    /** One combination of labels; the outcome is what policy says, whatever the mode. */
    record Labels(Door door, Outcome outcome, Reason reason, CacheLabel cache, Mode mode) {

        /** The labels of a cell, from 0 to {@link #COMBINATIONS}, exclusive. */
        static Labels of(int cell) {
            int rest = cell;
            Mode mode = MODES[rest % MODES.length];
            rest /= MODES.length;
            CacheLabel cache = CACHES[rest % CACHES.length];
            rest /= CACHES.length;
            Reason reason = REASONS[rest % REASONS.length];
            rest /= REASONS.length;
            return new Labels(DOORS[rest / OUTCOMES.length], OUTCOMES[rest % OUTCOMES.length], reason, cache, mode);
        }
    }
}
