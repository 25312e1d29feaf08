package dev.postern.sidecar.source;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a bundle's files changed, by atomic renames and swapped links too. The file system's events only make it
 * look sooner; what counts is that two listings differ, so that lost events cost no more than one interval. It tells of a
 * change once the files have been left alone for the debounce time, and after a bound even if they have not.
 */
public final class DirectoryWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);
    private static final int MAX_DEBOUNCES = 25;
    private static final List<WatchEvent.Kind<?>> KINDS = List.of(
            StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_DELETE,
            StandardWatchEventKinds.ENTRY_MODIFY);

    private final Path root;
    private final BundleConfig config;
    private final Runnable changed;
    private final @Nullable WatchService events;
    private final Set<WatchKey> watched = new HashSet<>();
    private final Thread thread;
    private Listing last;

    /** A watch that knows the files as they are now; it watches once {@link #begin begun}. */
    DirectoryWatch(Path root, BundleConfig config, @Nullable WatchService events, Runnable changed) {
        this.root = root;
        this.config = config;
        this.events = events;
        this.changed = changed;
        this.last = BundleLister.list(root, config.caps());
        this.thread = new Thread(this::run, "postern-watch");
        thread.setDaemon(true);
    }

    /**
     * Starts to watch, on a thread of its own. Changes from now on are told, also those made before this returns.
     *
     * @param changed called on the watching thread; must not block for long
     */
    public static DirectoryWatch start(Path root, BundleConfig config, Runnable changed) {
        DirectoryWatch watch = new DirectoryWatch(root, config, events(root), changed);
        watch.begin();
        return watch;
    }

    void begin() {
        thread.start();
    }

    static @Nullable WatchService events(Path root) {
        try {
            return root.getFileSystem().newWatchService();
        } catch (IOException | UnsupportedOperationException unavailable) {
            LOG.warn("the file system tells of no changes ({}), looking at intervals only", unavailable.getMessage());
            return null;
        }
    }

    private void run() {
        try {
            register();
            while (!Thread.currentThread().isInterrupted()) {
                // What changed between a listing and the registration that follows it makes no event.
                if (!look()) {
                    await(config.interval());
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException closed) {
            LOG.debug("no longer watching {}", root);
        } catch (RuntimeException fault) {
            LOG.error("watching {} failed; the bundle is reloaded only when asked for", root, fault);
        }
    }

    /** Whether the files had changed. */
    private boolean look() throws InterruptedException {
        Listing seen = BundleLister.list(root, config.caps());
        if (seen.equals(last)) {
            return false;
        }
        for (int i = 0; i < MAX_DEBOUNCES; i++) {
            TimeUnit.NANOSECONDS.sleep(config.debounce().toNanos());
            Listing settled = BundleLister.list(root, config.caps());
            boolean still = settled.equals(seen);
            seen = settled;
            if (still) {
                break;
            }
        }
        last = seen;
        register();
        changed.run();
        return true;
    }

    /** Waits for an event, at most for {@code time}. */
    private void await(Duration time) throws InterruptedException {
        if (events == null) {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
            return;
        }
        WatchKey key = events.poll(time.toNanos(), TimeUnit.NANOSECONDS);
        while (key != null) {
            key.pollEvents();
            key.reset();
            key = events.poll();
        }
    }

    /** Follows the directories of the last listing, and no others. */
    private void register() {
        Set<WatchKey> fresh = new HashSet<>();
        for (Path directory : last.directories()) {
            WatchKey key = register(directory);
            if (key != null) {
                fresh.add(key);
            }
        }
        watched.removeAll(fresh);
        watched.forEach(WatchKey::cancel);
        watched.clear();
        watched.addAll(fresh);
    }

    private @Nullable WatchKey register(Path directory) {
        try {
            return events == null ? null : directory.register(events, KINDS.toArray(WatchEvent.Kind[]::new));
        } catch (IOException unavailable) {
            LOG.debug("no events for {}, looking at intervals only", directory, unavailable);
            return null;
        }
    }

    /** Stops watching; no change is told after this returns. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
            if (events != null) {
                events.close();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            LOG.debug("closing the watch of {}", root, failure);
        }
    }
}
