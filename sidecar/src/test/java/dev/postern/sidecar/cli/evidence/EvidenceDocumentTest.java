package dev.postern.sidecar.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.evidence.EvidenceFault;
import dev.postern.sidecar.audit.WrittenLog;
import dev.postern.sidecar.cli.Walkthrough;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/evidence.md does, top to bottom, on a small log, and compares what it shows. */
final class EvidenceDocumentTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([0-9]+) \\| `(\\w+)` \\| ");

    @TempDir
    private Path directory;

    @Test
    void everyStepDoesWhatTheDocumentShows() throws Exception {
        write();
        assertThat(document().walk()).isGreaterThan(10);
    }

    @Test
    void listsEveryExitCode() throws IOException {
        List<String> listed = new ArrayList<>();
        for (Matcher row = ROW.matcher(document().text()); row.find(); ) {
            listed.add(row.group(1) + " " + row.group(2));
        }
        assertThat(listed)
                .isEqualTo(Arrays.stream(EvidenceFault.values())
                        .map(fault -> fault.number() + " " + fault.code())
                        .toList());
        assertThat(Arrays.stream(EvidenceFault.values()).map(EvidenceFault::number))
                .doesNotHaveDuplicates()
                .allSatisfy(number -> assertThat(number).isBetween(10, 39));
    }

    private void write() throws Exception {
        Path evidence = Files.createDirectory(directory.resolve("evidence"));
        WrittenLog log = new WrittenLog(evidence);
        log.run(0x5ca1ab1e0ddba11L, true).receipts(0, 10).shed(0, 4).checkpoint();
        log.receipts(1, 3).end();
        log.run(0x0c0ffee0decade00L, false).checkpoint().receipts(0, 5).write();
        Files.writeString(
                evidence.resolve("checkpoint"),
                WrittenLog.note(log.tree.size(), log.tree.root(), WrittenLog.SIGNER)
                        .encode());
        Files.writeString(directory.resolve("log.vkey"), WrittenLog.SIGNER.logKey() + "\n");
    }

    private Walkthrough document() {
        return new Walkthrough("evidence.md", directory);
    }
}
