package dev.postern.sidecar.telemetry;

import dev.postern.sidecar.evidence.EvidenceLog;
import io.opentelemetry.api.metrics.Meter;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** What is told of the evidence log; zeros where none is kept. */
final class EvidenceMetrics {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Meter meter;
    private final Supplier<Optional<EvidenceLog>> log;

    private EvidenceMetrics(Meter meter, Supplier<Optional<EvidenceLog>> log) {
        this.meter = meter;
        this.log = log;
    }

    static void register(Meter meter, Supplier<Optional<EvidenceLog>> log) {
        EvidenceMetrics metrics = new EvidenceMetrics(meter, log);
        metrics.counter(
                "postern.evidence.leaves",
                "Entries written to the evidence log, receipts and others.",
                open -> open.counters().receipts());
        metrics.counter(
                "postern.evidence.bytes",
                "Bytes written to segments.",
                open -> open.counters().bytes());
        metrics.counter(
                "postern.evidence.batches",
                "Batches written, each with one sync.",
                open -> open.counters().batches());
        metrics.counter(
                "postern.evidence.checkpoints",
                "Checkpoints released.",
                open -> open.counters().checkpoints());
        metrics.counter(
                "postern.evidence.shed",
                "Receipts that found no room or were refused.",
                open -> open.counters().shed());
        metrics.counter(
                "postern.evidence.gaps",
                "Receipts that gap records say are missing.",
                open -> open.counters().gaps());
        metrics.counter(
                "postern.evidence.disk_full",
                "Times a batch found the disk full.",
                open -> open.counters().diskFull());
        metrics.counter(
                "postern.evidence.damaged_reads",
                "Times the log was found damaged when it was read.",
                open -> open.counters().damaged());
        metrics.gauge("postern.evidence.waiting", "Answers that wait for their receipts.", EvidenceLog::waiting);
        metrics.gauge(
                "postern.evidence.size",
                "Entries under the newest released checkpoint.",
                open -> open.newest().map(newest -> newest.checkpoint().size()).orElse(0L));
        metrics.gauge(
                "postern.evidence.closed",
                "1 while checks are denied because too much would go unrecorded.",
                open -> open.isClosed() ? 1 : 0);
        metrics.gauge(
                "postern.evidence.unsigned",
                "Entries on disk that no released checkpoint is over.",
                EvidenceLog::unsigned);
        metrics.counter(
                "postern.evidence.content_corrupt",
                "Times kept content was found not to be what its name says.",
                open -> open.counters().corrupt());
        meter.gaugeBuilder("postern.evidence.checkpoint_age")
                .setUnit("s")
                .setDescription("Time since a checkpoint was released.")
                .buildWithCallback(
                        gauge -> gauge.record(metrics.read(EvidenceLog::checkpointAgeNanos) / NANOS_PER_SECOND));
    }

    private void counter(String name, String description, ToLongFunction<EvidenceLog> value) {
        meter.counterBuilder(name)
                .setDescription(description)
                .buildWithCallback(counter -> counter.record(read(value)));
    }

    private void gauge(String name, String description, ToLongFunction<EvidenceLog> value) {
        meter.gaugeBuilder(name)
                .ofLongs()
                .setDescription(description)
                .buildWithCallback(gauge -> gauge.record(read(value)));
    }

    private long read(ToLongFunction<EvidenceLog> value) {
        return log.get().map(value::applyAsLong).orElse(0L);
    }
}
