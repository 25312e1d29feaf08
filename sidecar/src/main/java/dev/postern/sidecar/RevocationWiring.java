package dev.postern.sidecar;

import dev.postern.capability.RevocationTable;
import dev.postern.sidecar.keys.PrivateFile;
import dev.postern.sidecar.revocation.FileRevocations;
import dev.postern.sidecar.revocation.RevocationConfig;
import dev.postern.sidecar.revocation.RevocationFeed;
import dev.postern.sidecar.revocation.RevocationPruner;
import dev.postern.sidecar.revocation.RevocationReader;
import dev.postern.sidecar.revocation.RevocationView;
import dev.postern.sidecar.revocation.Revoking;
import dev.postern.sidecar.revocation.TableRevocations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of the object graph that deals with revocations. Thread-safe. */
final class RevocationWiring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RevocationWiring.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int READS_PER_STALENESS = 4;

    private final RevocationView view;
    private final Revoking revoking;
    private final List<RevocationReader> readers = new ArrayList<>();
    private final Future<?> pruning;

    /** Begins to follow the record of {@code config} and the one that is shared, and to prune both each hour. */
    RevocationWiring(RevocationConfig config, Optional<RevocationFeed> shared, Threads threads, InstantSource clock)
            throws IOException {
        Duration staleness = config.staleness();
        this.view = new RevocationView(new RevocationTable(config.capacity()), staleness, System::nanoTime, clock);
        List<RevocationFeed> feeds = new ArrayList<>(List.of(record(config)));
        shared.ifPresent(feeds::add);
        for (RevocationFeed each : feeds) {
            readers.add(RevocationReader.start(each, view, staleness.dividedBy(READS_PER_STALENESS), System::nanoTime));
        }
        this.revoking = new Revoking(view, feeds);
        RevocationPruner pruner = new RevocationPruner(view, feeds, clock, System::nanoTime);
        this.pruning =
                threads.housekeeping().scheduleWithFixedDelay(() -> begin(pruner, threads), 1, 1, TimeUnit.HOURS);
    }

    private static void begin(RevocationPruner pruner, Threads threads) {
        try {
            threads.background().execute(pruner::prune);
        } catch (RejectedExecutionException full) {
            LOG.warn("too much is under way: revocations that have expired are kept for another hour");
        }
    }

    /** Waits until what is revoked is known, but not for ever. */
    void await() {
        try {
            for (RevocationReader each : readers) {
                if (!each.awaitCaughtUp(PATIENCE)) {
                    LOG.warn("revocations are not known yet: checks with a token are denied until they are");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    RevocationView view() {
        return view;
    }

    Revoking revoking() {
        return revoking;
    }

    @Override
    public void close() {
        pruning.cancel(false);
        readers.forEach(RevocationReader::close);
    }

    private static RevocationFeed record(RevocationConfig config) throws IOException {
        RevocationConfig.Table table = config.table();
        if (table == null) {
            return new FileRevocations(config.file());
        }
        Path file = table.passwordFile();
        return new TableRevocations(table.url(), table.user(), file == null ? "" : PrivateFile.password(file));
    }
}
