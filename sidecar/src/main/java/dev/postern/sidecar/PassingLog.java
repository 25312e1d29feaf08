package dev.postern.sidecar;

import dev.postern.sidecar.decide.Lane;
import dev.postern.sidecar.decide.LaneSource;
import dev.postern.sidecar.evidence.EvidenceLog;
import dev.postern.sidecar.evidence.FileDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An evidence log that lasts as long as a warm-up, so that receipts have been written, synced, hashed and signed before the
 * first check comes. It lies in a directory of its own beside the real one, and leaves nothing behind.
 */
final class PassingLog implements LaneSource, AutoCloseable {

    private static final String NAME = "warm-up";

    private final Path directory;
    private final EvidenceLog log;

    private PassingLog(Path directory, EvidenceLog log) {
        this.directory = directory;
        this.log = log;
    }

    /** Opens logs in a given directory. */
    @FunctionalInterface
    interface Opener {
        EvidenceLog open(Path directory) throws IOException;
    }

    /** A new log below the state directory. */
    static PassingLog open(Path state, Opener opener) throws IOException {
        FileDisk.open(state);
        Path directory = Files.createTempDirectory(state, NAME);
        return new PassingLog(directory, opener.open(directory));
    }

    @Override
    public Lane open() {
        return log.open();
    }

    @Override
    public void close() throws IOException {
        log.close();
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
