package dev.postern.sidecar.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.TrustPolicy;
import dev.postern.evidence.Verification;
import dev.postern.sidecar.evidence.FileDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Audits the log in a directory with the key it was written with. */
final class AuditRig {

    private static final TrustPolicy TRUST = TrustPolicy.of(List.of(WrittenLog.SIGNER.logKey()));

    private final Path directory;
    private final List<Loss> losses = new ArrayList<>();

    AuditRig(Path directory) {
        this.directory = directory;
    }

    AuditReport audit(Checkpoint... brought) throws IOException {
        losses.clear();
        return new LogAudit(
                        FileDisk.existing(directory),
                        new LogAudit.Settings(
                                TRUST,
                                List.of(brought),
                                losses::add,
                                (index, leaf, bytes, length, hash) -> {},
                                (bytes, offset) -> {},
                                bytes -> {}))
                .run();
    }

    /** What the last audit found to be lost. */
    List<Loss> losses() {
        return losses;
    }

    static void refuted(EvidenceFault fault, AuditReport report) {
        assertThat(report.verification())
                .isInstanceOfSatisfying(
                        Verification.Refuted.class,
                        refuted ->
                                assertThat(refuted.fault()).as(refuted.detail()).isEqualTo(fault));
    }
}
