package dev.postern.sidecar.evidence;

import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.decide.Lane.Awaiting;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers of one lane that wait for their receipts to be on disk, bounded. Used on the lane's home alone; the appender
 * only says how far the lane is on disk, and has the home look. Answers that cannot wait longer are given up before
 * their callers would give up on them.
 */
final class Parking {

    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);
    private static final long MARGIN_NANOS = Duration.ofMillis(5).toNanos();

    private static final long SHORTEST_NANOS = 100_000;

    private record Waiting(long number, long deadline, Awaiting awaiting) {}

    private final Home home;
    private final int most;
    private final long patienceNanos;
    private final LongSupplier nanoTime;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private boolean timed;

    /** Numbers below this are on disk. */
    private volatile long kept;

    private volatile boolean occupied;

    /**
     * An empty one.
     *
     * @param home runs what ends a wait
     * @param most answers that may wait at a time
     * @param patience longest wait of a caller without a deadline
     */
    Parking(Home home, int most, Duration patience, LongSupplier nanoTime) {
        this.home = home;
        this.most = most;
        this.patienceNanos = patience.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Home: whether no further answer may wait. */
    boolean isFull() {
        return waiting.size() >= most;
    }

    /** How many wait, as far as other threads can tell. */
    int size() {
        return waiting.size();
    }

    /** Any thread: whether answers wait. */
    boolean isOccupied() {
        return occupied;
    }

    /** Home: lets an answer wait for its receipt. */
    void park(long number, Caller caller, Awaiting awaiting) {
        long now = nanoTime.getAsLong();
        long deadline = now + patience(caller, now);
        waiting.add(new Waiting(number, deadline, awaiting));
        // Said before looking how far the log is, as the appender looks here only after saying how far it is.
        occupied = true;
        if (kept > number) {
            settle();
        } else if (!timed) {
            schedule(deadline - now);
        }
    }

    /** Appender: all numbers below {@code number} are on disk. */
    void kept(long number) {
        kept = number;
        if (occupied) {
            home.execute(this::settle);
        }
    }

    /** Home: ends the waits of those whose receipts are on disk. */
    void settle() {
        long until = kept;
        Waiting first = waiting.peek();
        while (first != null && first.number < until) {
            waiting.remove();
            tell(first.awaiting, true);
            first = waiting.peek();
        }
        occupied = !waiting.isEmpty();
    }

    private void expire() {
        timed = false;
        settle();
        long now = nanoTime.getAsLong();
        long soonest = Long.MAX_VALUE;
        ArrayDeque<Waiting> late = new ArrayDeque<>();
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
            Waiting one = each.next();
            if (one.deadline - now <= 0) {
                each.remove();
                late.add(one);
            } else {
                soonest = Math.min(soonest, one.deadline - now);
            }
        }
        late.forEach(one -> tell(one.awaiting, false));
        occupied = !waiting.isEmpty();
        if (occupied && !timed) {
            schedule(soonest);
        }
    }

    /** Looks again at the latest when the soonest known deadline comes; sooner ones that join are met within the margin. */
    private void schedule(long nanos) {
        timed = true;
        home.schedule(this::expire, Math.max(Math.min(nanos, MARGIN_NANOS / 2), SHORTEST_NANOS));
    }

    private long patience(Caller caller, long now) {
        long deadline = caller.deadlineNanos();
        if (deadline == Long.MAX_VALUE) {
            return patienceNanos;
        }
        long left = deadline - now;
        return Math.min(patienceNanos, left - Math.min(MARGIN_NANOS, left / 4));
    }

    private static void tell(Awaiting awaiting, boolean onDisk) {
        try {
            awaiting.settled(onDisk);
        } catch (RuntimeException e) {
            LOG.error("an answer that had waited could not be given", e);
        }
    }
}
