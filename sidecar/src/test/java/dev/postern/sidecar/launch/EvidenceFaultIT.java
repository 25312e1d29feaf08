package dev.postern.sidecar.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.postern.sidecar.audit.AuditReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real sidecars on disks that are full, shared with another, or put back to yesterday. */
@Timeout(180)
final class EvidenceFaultIT {

    private static final int SOME = 2_000;

    private final EvidenceLoad load = new EvidenceLoad();
    private final EvidenceSidecar sidecar;
    private final Path work;

    EvidenceFaultIT(@TempDir Path work) throws IOException {
        this.work = work;
        this.sidecar = new EvidenceSidecar(work);
    }

    @Test
    void aFullDiskDeniesWhatIsDurableAndTheLogGoesOnWhenThereIsRoom() throws Exception {
        Path full = Files.createDirectory(work.resolve("full"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", full.toString()))
                .as("a tmpfs cannot be mounted here")
                .isZero();
        try (Postern postern = sidecar.start("", "evidence.directory=" + full)) {
            while (load.refused() < SOME) {
                load.run(postern, SOME);
            }
            int async = load.async().size();
            load.run(postern, SOME);
            assertThat(load.async().size()).as("async answers go on").isGreaterThan(async);

            assertThat(run("mount", "-o", "remount,size=64m", full.toString())).isZero();
            int durable = load.durable().size();
            while (load.durable().size() < durable + SOME) {
                load.run(postern, SOME);
            }
            postern.signal("TERM");
            assertThat(postern.exit()).as(postern::err).isZero();
            everyAnswerIsThereOrInAGap(full);
        } finally {
            run("umount", "-l", full.toString());
        }
    }

    /** Numbers are gapless, as the audit finds, so what is not there is in a record that says so. */
    private void everyAnswerIsThereOrInAGap(Path log) throws Exception {
        AuditReport report = EvidenceLeft.verified(log, load.shown());
        EvidenceLeft left = EvidenceLeft.in(log);
        assertThat(load.durable().keySet()).allMatch(left::holds);
        long shed = load.async().keySet().stream().filter(id -> !left.holds(id)).count();
        assertThat(report.counts().missing()).isBetween(shed, shed + load.refused());
        assertThat(report.counts().missing() + report.counts().receipts())
                .isEqualTo(load.durable().size() + load.async().size() + load.refused());
    }

    @Test
    void aSecondWriterDoesNotStart() throws Exception {
        try (Postern first = sidecar.start("")) {
            load.run(first, SOME);
            try (Postern second =
                    sidecar.start("", "state_dir=" + work.resolve("other"), "evidence.directory=" + sidecar.log())) {
                assertThat(second.exit()).isEqualTo(2);
                assertThat(second.err()).contains("another process writes the evidence log in " + sidecar.log());
            }
            load.run(first, SOME);
            first.signal("TERM");
            assertThat(first.exit()).isZero();
        }
        EvidenceLeft.verified(sidecar.log(), load.shown());
        assertThat(load.durable().keySet()).allMatch(EvidenceLeft.in(sidecar.log())::holds);
    }

    @Test
    void anEarlierDirectoryPutBackIsNotGoneOnWith() throws Exception {
        runAndEnd();
        Path yesterday = work.resolve("yesterday");
        EvidenceSidecar.copy(sidecar.log(), yesterday);
        runAndEnd();
        Path kept = Files.copy(sidecar.log().resolve("checkpoint"), work.resolve("kept.checkpoint"));
        Files.move(sidecar.log(), work.resolve("today"));
        Files.move(yesterday, sidecar.log());

        try (Postern postern = sidecar.start("")) {
            assertThat(postern.exit()).isEqualTo(2);
            assertThat(postern.err()).contains("an earlier state was put back");
        }
        String log = sidecar.log().toString();
        assertThat(exit("evidence", "fsck", log)).isZero();
        assertThat(exit("evidence", "verify", log, "--key", log + "/log.vkey", "--since", kept.toString()))
                .isEqualTo(22);
    }

    private void runAndEnd() throws Exception {
        try (Postern postern = sidecar.start("")) {
            load.run(postern, SOME);
            postern.signal("TERM");
            assertThat(postern.exit()).isZero();
        }
    }

    private int exit(String... command) throws Exception {
        try (Postern postern = Postern.start(Postern.LAYOUT, work, Map.of(), command)) {
            return postern.exit();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
