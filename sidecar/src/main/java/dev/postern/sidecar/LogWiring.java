package dev.postern.sidecar;

import dev.postern.sidecar.admin.EvidenceState;
import dev.postern.sidecar.cli.serve.LaunchException;
import dev.postern.sidecar.decide.Lane;
import dev.postern.sidecar.decide.LaneSource;
import dev.postern.sidecar.decide.Lanes;
import dev.postern.sidecar.evidence.EvidenceLog;
import dev.postern.sidecar.evidence.PublishedLog;
import dev.postern.sidecar.evidence.SessionShelf;
import dev.postern.sidecar.grpc.EventLoops;
import dev.postern.sidecar.grpc.EvidenceEndpoint;
import dev.postern.sidecar.grpc.Tails;
import dev.postern.sidecar.telemetry.SyncMetrics;
import dev.postern.sidecar.telemetry.Telemetry;
import io.grpc.BindableService;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of the object graph that keeps the log of a running sidecar and lets others read it. Thread-safe. */
final class LogWiring implements LaneSource {

    private final long boot;
    private final Lanes unkept;
    private volatile @Nullable EvidenceLog log;
    private volatile @Nullable Tails tails;
    private volatile List<BindableService> services = List.of();
    private volatile List<BindableService> operators = List.of();

    /** Nothing is kept before the log is opened, nor where none is. */
    LogWiring(long boot) {
        this.boot = boot;
        this.unkept = new Lanes(boot);
    }

    /**
     * Opens the log, where one is to be kept. What is opened is ended by {@code closing}: after the event loops, when
     * nobody answers any more and what waited was told.
     */
    void open(
            EvidenceWiring evidence,
            String version,
            EventLoops loops,
            Threads threads,
            Telemetry telemetry,
            InstantSource clock,
            Closing closing)
            throws IOException, LaunchException {
        EvidenceLog opened =
                closing.later(evidence.open(boot, version, Threads.LOOPS, loops::own, threads.housekeeping(), clock));
        telemetry.meter().ifPresent(meter -> opened.counters().onSync(SyncMetrics.register(meter)));
        PublishedLog published = closing.later(evidence.published(opened));
        Tails followers = new Tails(published, threads.background());
        services = List.of(endpoint(published, followers, opened, threads, null));
        operators = List.of(endpoint(published, followers, opened, threads, evidence.sessions()));
        tails = followers;
        log = opened;
    }

    private static EvidenceEndpoint endpoint(
            PublishedLog published,
            Tails followers,
            EvidenceLog opened,
            Threads threads,
            @Nullable SessionShelf sessions) {
        return new EvidenceEndpoint(published, followers, opened.counters(), threads.background(), sessions);
    }

    @Override
    public Lane open() {
        EvidenceLog opened = log;
        return opened == null ? unkept.open() : opened.open();
    }

    Optional<EvidenceLog> log() {
        return Optional.ofNullable(log);
    }

    Optional<EvidenceState> state() {
        return log().map(EvidenceWiring::state);
    }

    /** The service that reads the log, where one is kept. */
    List<BindableService> services() {
        return services;
    }

    /** The same for operators, who may see what was asked. */
    List<BindableService> operators() {
        return operators;
    }

    /** Ends the calls of those who follow the log, which would never end by themselves. */
    void endTails() {
        Tails followers = tails;
        if (followers != null) {
            followers.end();
        }
    }
}
