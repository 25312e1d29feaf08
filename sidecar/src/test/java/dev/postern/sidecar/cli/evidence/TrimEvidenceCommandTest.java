package dev.postern.sidecar.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.evidence.EvidenceFault;
import dev.postern.sidecar.audit.WrittenLog;
import dev.postern.sidecar.cli.Run;
import dev.postern.sidecar.cli.console.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log of three segments, of which the oldest are taken away. */
final class TrimEvidenceCommandTest {

    private static final String KEY = WrittenLog.SIGNER.logKey().toString();
    /** After every segment of a written log was begun. */
    private static final String LATER = "2024-01-01T00:00:00Z";

    @TempDir
    private Path directory = Path.of("");

    private WrittenLog log;
    private long first;
    private long second;

    @BeforeEach
    void write() throws Exception {
        log = new WrittenLog(directory);
        log.run(0x11, true).receipts(0, 10).end();
        first = log.tree.size();
        log.segment().receipts(0, 20).end();
        second = log.tree.size();
        log.segment().receipts(0, 7).write().writeNodes();
        release(log.tree.size());
    }

    @Test
    void whatIsLeftVerifiesFromTheCheckpointAndItsLeavesCanBeProved() throws IOException {
        Run run = trim("--before", LATER);
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(segments()).singleElement().asString().contains("%019d".formatted(second));
        Path kept = directory.resolve("trimmed-" + second + ".checkpoint");
        assertThat(evidence("verify", "--key", KEY, "--since", kept.toString()).exit())
                .isZero();
        assertThat(evidence("fsck").exit()).isZero();

        Run proof = evidence("prove", "--index", String.valueOf(second + 2));
        assertThat(proof.exit()).as(proof.err()).isZero();
        Path file = Files.writeString(directory.resolve("proof"), proof.out());
        assertThat(Run.of("evidence", "verify", file.toString(), "--key", KEY).exit())
                .isZero();
        Run gone = evidence("prove", "--index", "3");
        assertThat(gone.exit()).isEqualTo(Exit.USAGE);
        assertThat(gone.err()).contains("leaf 3 was trimmed");
    }

    @Test
    void aTrimmedLogThatWasChangedIsFoundOut() throws IOException {
        trim("--before", LATER);
        Path segment = segments().get(0);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[200] ^= 1; // in the tree that its header says was there before
        Files.write(segment, bytes);
        assertThat(evidence("verify", "--key", KEY).exit()).isEqualTo(EvidenceFault.DAMAGED.number());
    }

    @Test
    void nothingGoesThatNoCheckpointIsOver() throws IOException {
        release(first);
        assertThat(trim("--before", LATER).exit()).isZero();
        assertThat(segments()).hasSize(2);
    }

    @Test
    void nothingGoesThatIsYoungOrOfALogThatDoesNotHold() throws IOException {
        assertThat(trim("--before", "2020-01-01T00:00:00Z").exit()).isZero();
        assertThat(segments()).hasSize(3);
        assertThat(trim("--before", LATER, "--dry-run").out()).contains("would remove segment-");
        assertThat(segments()).hasSize(3);
        byte[] bytes = Files.readAllBytes(segments().get(1));
        bytes[bytes.length - 300] ^= 1;
        Files.write(segments().get(1), bytes);
        assertThat(trim("--before", LATER).exit()).isEqualTo(EvidenceFault.DAMAGED.number());
        assertThat(segments()).hasSize(3);
    }

    @Test
    void aCheckpointThatAnotherSignedTakesNothingAway() throws IOException {
        Files.writeString(
                directory.resolve("checkpoint"),
                WrittenLog.note(log.tree.size(), log.tree.root(), WrittenLog.signer(9))
                        .encode());
        assertThat(trim("--before", LATER).exit()).isEqualTo(EvidenceFault.KEY_UNKNOWN.number());
        assertThat(segments()).hasSize(3);
    }

    private void release(long size) throws IOException {
        Files.writeString(
                directory.resolve("checkpoint"),
                WrittenLog.note(size, log.rootAt(size), WrittenLog.SIGNER).encode());
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }

    private Run trim(String... options) {
        return evidence(
                "trim",
                Stream.concat(Stream.of("--key", KEY), Stream.of(options)).toArray(String[]::new));
    }

    private Run evidence(String command, String... options) {
        return Run.of(Stream.concat(Stream.of("evidence", command, directory.toString()), Stream.of(options))
                .toArray(String[]::new));
    }
}
