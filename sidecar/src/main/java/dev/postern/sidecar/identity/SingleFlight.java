package dev.postern.sidecar.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Does work on texts on an executor, once for each text however many callers wait for it. Nobody's deadline or going away
 * ends the work that others wait for. Thread-safe; never blocks its callers.
 *
 * @param <R> what comes of the work
 */
final class SingleFlight<R> {

    private final Function<String, R> work;
    private final Executor executor;
    private final int mostWaiting;
    private final ConcurrentHashMap<String, Flight<R>> flights = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** What came of one text. */
    sealed interface Outcome<R> {

        record Done<R>(R result) implements Outcome<R> {}

        /** Too many texts, or callers, wait already. */
        record Overload<R>() implements Outcome<R> {}

        /** The work itself failed. */
        record Fault<R>(Throwable cause) implements Outcome<R> {}
    }

    /**
     * Work to be done once.
     *
     * @param executor bounded; rejects when full
     * @param mostWaiting callers that may wait at a time
     */
    SingleFlight(Function<String, R> work, Executor executor, int mostWaiting) {
        this.work = work;
        this.executor = executor;
        this.mostWaiting = mostWaiting;
    }

    /** Has it done elsewhere; the sink is called once, on the executor, or before this returns for want of room. */
    void take(String text, Consumer<Outcome<R>> sink) {
        if (waiting.incrementAndGet() > mostWaiting) {
            waiting.decrementAndGet();
            sink.accept(new Outcome.Overload<>());
            return;
        }
        while (true) {
            Flight<R> mine = new Flight<>(sink);
            Flight<R> other = flights.putIfAbsent(text, mine);
            if (other == null) {
                begin(text, mine);
                return;
            }
            if (other.join(sink)) {
                return;
            }
            flights.remove(text, other);
        }
    }

    /** Callers that wait now. */
    int waiting() {
        return waiting.get();
    }

    private void begin(String text, Flight<R> flight) {
        try {
            executor.execute(() -> end(text, flight, outcome(text)));
        } catch (RejectedExecutionException full) {
            end(text, flight, new Outcome.Overload<>());
        }
    }

    private Outcome<R> outcome(String text) {
        try {
            return new Outcome.Done<>(work.apply(text));
        } catch (RuntimeException | StackOverflowError e) {
            return new Outcome.Fault<>(e);
        }
    }

    private void end(String text, Flight<R> flight, Outcome<R> outcome) {
        List<Consumer<Outcome<R>>> sinks = flight.land();
        flights.remove(text, flight);
        waiting.addAndGet(-sinks.size());
        for (Consumer<Outcome<R>> sink : sinks) {
            sink.accept(outcome);
        }
    }

    /** One text on its way, and who waits for it. */
    private static final class Flight<R> {

        private @Nullable List<Consumer<Outcome<R>>> sinks;

        Flight(Consumer<Outcome<R>> first) {
            sinks = new ArrayList<>(List.of(first));
        }

        /** Waits with the others; {@code false} when it is over already. */
        synchronized boolean join(Consumer<Outcome<R>> sink) {
            return sinks != null && sinks.add(sink);
        }

        synchronized List<Consumer<Outcome<R>>> land() {
            List<Consumer<Outcome<R>>> all = sinks == null ? List.of() : sinks;
            sinks = null;
            return all;
        }
    }
}
