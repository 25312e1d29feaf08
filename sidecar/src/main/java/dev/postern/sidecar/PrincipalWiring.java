package dev.postern.sidecar;

import dev.postern.sidecar.cli.serve.LaunchException;
import dev.postern.sidecar.identity.Identification;
import dev.postern.sidecar.keys.PrivateFile;
import dev.postern.sidecar.source.principals.FilePrincipals;
import dev.postern.sidecar.source.principals.PrincipalConfig;
import dev.postern.sidecar.source.principals.PrincipalLookup;
import dev.postern.sidecar.source.principals.PrincipalMetrics;
import dev.postern.sidecar.source.principals.PrincipalSource;
import dev.postern.sidecar.source.principals.TablePrincipals;
import io.opentelemetry.api.metrics.Meter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of the object graph that knows principals. Thread-safe. */
final class PrincipalWiring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PrincipalWiring.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PrincipalSource source;
    private final Runnable end;

    private PrincipalWiring(PrincipalSource source, Runnable end) {
        this.source = source;
        this.end = end;
    }

    /**
     * Reads a file at once, and waits for a table a while.
     *
     * @param changed is told who has changed
     */
    static PrincipalWiring open(PrincipalConfig config, Consumer<String> changed, Optional<Meter> meter)
            throws IOException, LaunchException {
        Path file = config.file();
        if (file != null) {
            FilePrincipals principals = file(file, changed);
            meter.ifPresent(to -> PrincipalMetrics.register(to, principals, principals));
            return new PrincipalWiring(principals, principals::close);
        }
        if (config.table().url().isEmpty()) {
            return new PrincipalWiring(PrincipalSource.NONE, () -> {});
        }
        TablePrincipals principals = table(config, changed);
        meter.ifPresent(to -> PrincipalMetrics.register(to, principals, principals));
        return new PrincipalWiring(principals, principals::close);
    }

    /** Looks up whom {@code identification} finds. */
    @SuppressWarnings("ReferenceEquality") // there is one source that knows nobody
    Identification lookUp(Identification identification) {
        return source == PrincipalSource.NONE ? identification : new PrincipalLookup(identification, source);
    }

    @Override
    public void close() {
        end.run();
    }

    private static FilePrincipals file(Path file, Consumer<String> changed) throws LaunchException {
        try {
            return FilePrincipals.open(file, changed);
        } catch (IOException refused) {
            throw new LaunchException(
                    List.of(String.valueOf(refused.getMessage()).split("\n", -1)));
        }
    }

    private static TablePrincipals table(PrincipalConfig config, Consumer<String> changed)
            throws IOException, LaunchException {
        Path file = config.table().password();
        String password = file == null ? "" : PrivateFile.password(file);
        TablePrincipals principals = TablePrincipals.open(
                config.table(), password, changed, System::nanoTime, Threads.daemon("postern-principals"));
        try {
            if (!principals.awaitLoaded(PATIENCE)) {
                LOG.warn("principals are not known yet: checks are denied until they are");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return principals;
    }
}
