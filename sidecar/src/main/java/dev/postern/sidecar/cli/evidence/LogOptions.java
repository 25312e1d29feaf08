package dev.postern.sidecar.cli.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.SignedNote;
import dev.postern.sidecar.audit.AuditReport;
import dev.postern.sidecar.cli.console.CommandException;
import dev.postern.sidecar.cli.console.Finding;
import dev.postern.sidecar.cli.console.TextFile;
import dev.postern.sidecar.evidence.FileDisk;
import dev.postern.sidecar.evidence.Names;
import dev.postern.sidecar.evidence.SegmentReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The evidence log that a command is given: a directory, which is only read. */
public final class LogOptions {

    @Parameters(paramLabel = "DIR", description = "The directory of an evidence log.")
    private Path directory = Path.of("");

    Path directory() {
        return directory;
    }

    FileDisk disk() {
        return disk(directory);
    }

    static FileDisk disk(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw CommandException.badInput("'" + directory + "', expected the directory of an evidence log");
        }
        return FileDisk.existing(directory);
    }

    /** Bytes that reading all segments there takes, as far as they are whole. */
    static long bytes(FileDisk disk) throws IOException {
        long sum = 0;
        for (String name : disk.names()) {
            sum += Names.isSegment(name) ? bytes(disk, name) : 0;
        }
        return sum;
    }

    /** What is damaged counts for nothing here: whoever reads it says so. */
    private static long bytes(FileDisk disk, String name) throws IOException {
        try {
            return SegmentReader.bytes(disk, name);
        } catch (DamagedException e) {
            return 0;
        }
    }

    /** The newest checkpoint that lies beside the segments; null when there is none. */
    public static @Nullable SignedNote newest(Path directory) {
        Path file = directory.resolve(Names.CHECKPOINT);
        return Files.exists(file) ? note(file) : null;
    }

    /** A signed checkpoint in a file; any other file ends the command. */
    static SignedNote note(Path file) {
        SignedNote note = SignedNote.parse(TextFile.read(file, SignedNote.MAX_CHARACTERS));
        if (note == null || Checkpoint.parse(note.text()) == null) {
            throw CommandException.badInput("'" + file + "', expected a signed checkpoint");
        }
        return note;
    }

    /** What an audit found, for people and machines. */
    static Finding finding(AuditReport report) {
        Finding finding = Finding.of(report.verification())
                .with("kind", "log")
                .with("origin", report.origin())
                .with("size", report.size())
                .with("root", report.root().hex())
                .with("signed", report.signedSize());
        ObjectNode counts = finding.fields().putObject("counts");
        counts.put("segments", report.counts().segments())
                .put("bytes", report.counts().bytes())
                .put("receipts", report.counts().receipts())
                .put("gaps", report.counts().gaps())
                .put("missing", report.counts().missing())
                .put("runs", report.counts().runs())
                .put("unclean", report.counts().unclean())
                .put("clock_steps", report.counts().clockSteps())
                .put("checkpoints", report.counts().checkpoints());
        return finding.with("torn_bytes", report.tornBytes());
    }
}
