package dev.postern.sidecar.cli.evidence;

import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.NodeSink;
import dev.postern.evidence.TrustPolicy;
import dev.postern.sidecar.audit.AuditReport;
import dev.postern.sidecar.audit.LogAudit;
import dev.postern.sidecar.audit.Loss;
import dev.postern.sidecar.cli.console.Progress;
import dev.postern.sidecar.cli.console.Terminal;
import dev.postern.sidecar.evidence.FileDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs audits of a directory, with their progress on the terminal. */
public final class Audits {

    private Audits() {}

    /** Audits the log of {@code directory}. */
    public static AuditReport run(
            Terminal terminal,
            Path directory,
            @Nullable TrustPolicy policy,
            List<Checkpoint> brought,
            Consumer<Loss> losses)
            throws IOException {
        return run(
                terminal, directory, policy, brought, losses, (index, leaf, bytes, length, hash) -> {}, (b, o) -> {});
    }

    static AuditReport run(
            Terminal terminal,
            Path directory,
            @Nullable TrustPolicy policy,
            List<Checkpoint> brought,
            Consumer<Loss> losses,
            LogAudit.LeafSink leaves,
            NodeSink nodes)
            throws IOException {
        FileDisk disk = LogOptions.disk(directory);
        Progress progress = new Progress(terminal, LogOptions.bytes(disk), System::nanoTime);
        LogAudit audit =
                new LogAudit(disk, new LogAudit.Settings(policy, brought, losses, leaves, nodes, progress::read));
        try {
            return audit.run();
        } finally {
            progress.done();
        }
    }
}
