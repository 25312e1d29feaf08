package dev.postern.sidecar.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.postern.sidecar.audit.AuditReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real sidecar whose fdatasync fails with EIO, as the kernel tells of a disk that could not keep what it was given. A
 * library preloaded into it stands in for the disk, so what was written is there afterwards; needs a C compiler.
 */
@Timeout(180)
final class FailingSyncIT {

    private static final int SOME = 2_000;
    private static final int ENOUGH = 1_000_000;

    private final EvidenceLoad load = new EvidenceLoad();
    private final EvidenceSidecar sidecar;
    private final Path work;

    FailingSyncIT(@TempDir Path work) throws IOException {
        this.work = work;
        this.sidecar = new EvidenceSidecar(work);
    }

    @Test
    void theProcessEndsAndAcknowledgesNothingThatWasNotSynced() throws Exception {
        Path failing = work.resolve("failing");
        Map<String, String> preloaded = Map.of("LD_PRELOAD", library().toString(), "FAIL_SYNC", failing.toString());
        try (Postern postern = sidecar.start(preloaded)) {
            load.run(postern, SOME);
            Files.createFile(failing);
            int acknowledged = load.durable().size();
            load.run(postern, ENOUGH);
            assertThat(postern.exit()).as(postern::err).isEqualTo(134);
            assertThat(postern.err()).contains("Input\\/output error", "force0");
            assertThat(load.durable()).hasSize(acknowledged);
        }
        AuditReport left = EvidenceLeft.verified(sidecar.log(), load.shown());
        assertThat(left.counts().unclean()).isZero();

        Files.delete(failing);
        try (Postern postern = sidecar.start(preloaded)) {
            load.run(postern, SOME);
            postern.signal("TERM");
            assertThat(postern.exit()).as(postern::err).isZero();
        }
        AuditReport report = EvidenceLeft.verified(sidecar.log(), load.shown());
        assertThat(report.counts().unclean()).isEqualTo(1);
        EvidenceLeft.oneRootForEachSize(sidecar.log(), load.shown());
        assertThat(load.durable().keySet()).allMatch(EvidenceLeft.in(sidecar.log())::holds);
        assertThat(load.durable()).hasSizeGreaterThan(SOME / 2);
    }

    private Path library() throws Exception {
        Path source = work.resolve("failing_sync.c");
        try (InputStream in = FailingSyncIT.class.getResourceAsStream("/failing_sync.c")) {
            Files.copy(Objects.requireNonNull(in), source);
        }
        Path library = work.resolve("failing_sync.so");
        assumeThat(compile(source, library))
                .as("no C compiler that makes a library")
                .isTrue();
        return library;
    }

    private static boolean compile(Path source, Path library) throws InterruptedException {
        try {
            Process compiler = new ProcessBuilder("cc", "-shared", "-fPIC", "-o", library.toString(), source.toString())
                    .inheritIO()
                    .start();
            return compiler.waitFor() == 0;
        } catch (IOException none) {
            return false;
        }
    }
}
