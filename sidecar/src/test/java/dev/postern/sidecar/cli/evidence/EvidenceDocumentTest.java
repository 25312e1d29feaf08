package dev.postern.sidecar.cli.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.evidence.EvidenceFault;
import dev.postern.sidecar.audit.WrittenLog;
import dev.postern.sidecar.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/evidence.md does, top to bottom, on a small log, and compares what it shows. */
final class EvidenceDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/evidence.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```sh\n(.*?)\n```\n(?:\n```text\n(.*?)```\n)?");
    private static final Pattern COMMAND = Pattern.compile("postern (.*?)(?: > (\\S+))?(?: # exit ([0-9]+))?");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([0-9]+) \\| `(\\w+)` \\| ");

    @TempDir
    private Path directory;

    @Test
    void everyStepDoesWhatTheDocumentShows() throws Exception {
        write();
        int steps = 0;
        for (Matcher block = BLOCK.matcher(Files.readString(DOCUMENT, UTF_8)); block.find(); steps++) {
            String expected = block.group(2) == null ? "" : block.group(2);
            String shown = block.group(1).startsWith("postern ") ? postern(block.group(1)) : shell(block.group(1));
            assertThat(shown).as(block.group(1)).isEqualTo(expected);
        }
        assertThat(steps).isGreaterThan(10);
    }

    @Test
    void listsEveryExitCode() throws IOException {
        List<String> listed = new ArrayList<>();
        for (Matcher row = ROW.matcher(Files.readString(DOCUMENT, UTF_8)); row.find(); ) {
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

    /** Runs a command in this JVM, with the files it names in the directory. */
    private String postern(String line) throws IOException {
        Matcher command = COMMAND.matcher(line);
        assertThat(command.matches()).as(line).isTrue();
        String[] words = command.group(1).split(" ");
        for (int i = 2; i < words.length; i++) {
            if (Files.exists(directory.resolve(words[i]))) {
                words[i] = directory.resolve(words[i]).toString();
            }
        }
        Run run = Run.of(words);
        assertThat(run.exit())
                .as(line + "\n" + run.out() + run.err())
                .isEqualTo(command.group(3) == null ? 0 : Integer.parseInt(command.group(3)));
        if (command.group(2) == null) {
            return run.out();
        }
        Files.writeString(directory.resolve(command.group(2)), run.out());
        return "";
    }

    private String shell(String script) throws Exception {
        Process process = new ProcessBuilder("sh", "-eu", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
