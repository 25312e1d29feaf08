package dev.postern.sidecar.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.postern.policy.Check;
import dev.postern.policy.Outcome;
import dev.postern.policy.TenantSettings;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionId;
import dev.postern.sidecar.decide.DecisionObserver;
import dev.postern.sidecar.decide.Door;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a share of the answers as JSON lines. Which ones follows from their ids, so that the choice can be repeated.
 * Observing never blocks: lines wait in a bounded ring for one writing thread, and those that find it full, or the
 * stream broken, are dropped and counted. Thread-safe.
 */
final class DecisionLog implements DecisionObserver, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DecisionLog.class);

    private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final Function<String, Optional<TenantSettings>> settings;
    private final Clock clock;
    private final LongAdder dropped;
    private final long allowThreshold;
    private final long denyThreshold;
    private final Ring<DecisionLine> waiting;
    private final JsonGenerator json;
    private final Thread writer;
    private volatile boolean closing;

    /**
     * A log that starts writing at once.
     *
     * @param settings of a tenant, which name what is sensitive
     * @param out not closed
     * @param dropped counts what was picked but not written
     */
    DecisionLog(
            DecisionLogConfig config,
            Function<String, Optional<TenantSettings>> settings,
            Clock clock,
            OutputStream out,
            LongAdder dropped) {
        this.settings = settings;
        this.clock = clock;
        this.dropped = dropped;
        this.allowThreshold = Ratio.threshold(config.allowRatio());
        this.denyThreshold = Ratio.threshold(config.denyRatio());
        this.waiting = new Ring<>(config.queue());
        this.json = generator(out);
        this.writer = new Thread(this::write, "postern-decision-log");
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void answered(Door door, @Nullable Check check, Decision decision, long nanos) {
        long threshold = decision.template().outcome() == Outcome.ALLOW ? allowThreshold : denyThreshold;
        if (Ratio.picks(threshold, spread(decision.id()))) {
            enqueue(door, check, decision, nanos);
        }
    }

    /** Writes what is waiting, as far as the stream takes it within two seconds, and stops. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(writer);
        try {
            writer.join(LONGEST_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void enqueue(Door door, @Nullable Check check, Decision decision, long nanos) {
        LoggedCheck logged = check == null ? null : LoggedCheck.of(check, settings.apply(check.tenant()));
        if (!waiting.offer(new DecisionLine(clock.millis(), door, decision, nanos, logged))) {
            dropped.increment();
        }
    }

    private static long spread(DecisionId id) {
        return Ratio.spread(id.boot() ^ (long) id.lane() << 48 ^ id.number());
    }

    private void write() {
        boolean broken = false;
        while (true) {
            boolean last = closing;
            try {
                writeWaiting(broken);
            } catch (IOException e) {
                broken = true;
                dropped.increment();
                log.error("the decision log cannot be written any more: {}", e.toString());
            }
            if (last) {
                return;
            }
            // The writer looks for lines rather than being woken: waking it would cost the event loops a system call.
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }

    private void writeWaiting(boolean broken) throws IOException {
        boolean wrote = false;
        for (DecisionLine line = waiting.poll(); line != null; line = waiting.poll()) {
            if (broken) {
                dropped.increment();
            } else {
                line.write(json);
                json.writeRaw('\n');
                wrote = true;
            }
        }
        if (wrote) {
            json.flush();
        }
    }

    private static JsonGenerator generator(OutputStream out) {
        // Through a writer, a lone surrogate out of a request becomes a question mark rather than an error.
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        JsonFactory factory = new JsonFactoryBuilder().rootValueSeparator("").build();
        try {
            return factory.createGenerator(writer);
        } catch (IOException e) {
            throw new UncheckedIOException("a JSON generator could not be made", e);
        }
    }
}
