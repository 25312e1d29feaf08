package dev.postern.sidecar.source.principals;

import dev.postern.ccl.Diagnostic;
import dev.postern.sidecar.source.BundleConfig;
import dev.postern.sidecar.source.DirectoryWatch;
import dev.postern.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Principals in a YAML file, read again whenever it changes. A file that cannot be read whole changes nothing: what was
 * known before still is. Thread-safe.
 */
public final class FilePrincipals implements PrincipalSource, PrincipalGauges, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FilePrincipals.class);
    private static final YamlLimits LIMITS = new YamlLimits(64 << 20, 4_000_000, 32);
    private static final int MOST_LINES = 50;

    private final Path file;
    private final PrincipalTable table;
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean known;
    private @Nullable DirectoryWatch watch;

    private FilePrincipals(Path file, Consumer<String> changed) {
        this.file = file;
        this.table = new PrincipalTable(changed);
    }

    /**
     * Reads the file and watches it.
     *
     * @param changed is told who has changed, on the watching thread
     * @throws IOException when there is nothing to begin with: the file cannot be read, or what is in it is refused
     */
    public static FilePrincipals open(Path file, Consumer<String> changed) throws IOException {
        FilePrincipals principals = new FilePrincipals(file, changed);
        // Watched before it is read, so that no change is missed.
        principals.watch = DirectoryWatch.start(file, BundleConfig.DEFAULTS, principals::reload);
        List<String> problems = principals.load();
        if (!problems.isEmpty()) {
            principals.close();
            throw new IOException(String.join("\n", problems));
        }
        return principals;
    }

    @Override
    public @Nullable KnownPrincipal find(String id) {
        return table.find(id);
    }

    @Override
    public boolean current() {
        return known;
    }

    @Override
    public long size() {
        return table.size();
    }

    @Override
    public long changes() {
        return table.changes();
    }

    @Override
    public long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }

    private void reload() {
        List<String> problems = load();
        if (problems.isEmpty()) {
            LOG.info("{} principals read from {}", table.size(), file);
        } else {
            LOG.error("principals in {} refused, what was known stays in force", file);
            problems.stream().limit(MOST_LINES).forEach(LOG::error);
        }
    }

    /** Reads the file; what is wrong with it. */
    private synchronized List<String> load() {
        PrincipalText.Reading reading;
        try {
            reading = PrincipalText.read(file.toString(), Files.readString(file), LIMITS);
        } catch (IOException unreadable) {
            refused.incrementAndGet();
            return List.of(file + ": cannot be read: " + unreadable);
        }
        if (reading instanceof PrincipalText.Reading.Bad bad) {
            refused.incrementAndGet();
            return bad.problems().stream().map(Diagnostic::toString).toList();
        }
        table.replace(((PrincipalText.Reading.Good) reading).principals());
        known = true;
        return List.of();
    }
}
