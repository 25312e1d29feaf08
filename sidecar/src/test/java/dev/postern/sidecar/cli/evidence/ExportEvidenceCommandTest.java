package dev.postern.sidecar.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.client.CheckRequest;
import dev.postern.client.PosternClient;
import dev.postern.evidence.EvidenceFault;
import dev.postern.sidecar.Launched;
import dev.postern.sidecar.Sidecar;
import dev.postern.sidecar.cli.Run;
import dev.postern.sidecar.cli.console.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sidecar answered, told as a monitor tells it. */
final class ExportEvidenceCommandTest {

    @TempDir
    private static Path directory = Path.of("");

    @BeforeAll
    static void answer() throws IOException {
        Path bundle = Files.createDirectory(directory.resolve("bundle"));
        Files.writeString(bundle.resolve("a.ccl"), """
                permit file.read on '/docs/**' severity low
                deny file.read on '/docs/sealed/**' severity critical
                """);
        try (Sidecar sidecar = Launched.from("""
                        bundle: {path: '%1$s/bundle', watch: false}
                        state_dir: '%1$s/state'
                        listen: {grpc: '127.0.0.1:0', http: 'off'}
                        warm_up: {checks: 0}
                        evidence: {directory: '%1$s/evidence'}
                        """.formatted(directory));
                PosternClient client = PosternClient.builder(sidecar.checks())
                        .deadline(Duration.ofSeconds(20))
                        .build()) {
            client.check(CheckRequest.of("file.read", "/docs/plan").principal("alice"));
            client.check(CheckRequest.of("file.read", "/docs/sealed/will").principal("bob"));
            client.check(CheckRequest.of("=cmd", "/a,b").principal("eve \"e\""));
        }
    }

    @Test
    void everyAnswerIsALineThatSaysWhatWasAskedAndWhatBecameOfIt() {
        List<String> lines = export().lines();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .contains(
                        "\"index\":1,",
                        "\"tenant\":\"default\",\"principal\":\"alice\",\"action\":\"file.read\",\"resource\":\"/docs/plan\"",
                        "\"result\":{\"permitted\":true,\"reason\":\"policy.permit\",\"severity\":\"low\"}",
                        "\"outcome\":\"EXECUTED\",\"rule\":\"a.ccl:1\"");
        assertThat(lines.get(1))
                .contains(
                        "\"result\":{\"permitted\":false,\"reason\":\"policy.deny\",\"severity\":\"critical\"}",
                        "\"outcome\":\"DENIED\"");
        assertThat(lines.get(2)).contains("\"severity\":null", "\"rule\":null");
    }

    @Test
    void onlyWhatMatchesIsTold() {
        assertThat(export("--outcome", "EXECUTED").lines()).hasSize(1);
        assertThat(export("--outcome", "DENIED").lines()).hasSize(2);
        assertThat(export("--outcome", "DENIED,EXECUTED").lines()).hasSize(3);
        assertThat(export("--severity", "critical,high").lines())
                .singleElement()
                .asString()
                .contains("bob");
        assertThat(export("--reason", "policy.deny").lines()).hasSize(1);
        assertThat(export("--reason", "policy.*").lines()).hasSize(3);
        assertThat(export("--since", "2999-01-01T00:00:00Z").lines()).isEmpty();
        assertThat(export("--until", "2999-01-01T00:00:00Z").lines()).hasSize(3);
        assertThat(export("--until", "1999-01-01T00:00:00Z").lines()).isEmpty();
    }

    @Test
    void aSpreadsheetTakesNothingForAFormulaOrForTwoFields() {
        List<String> lines = export("--format", "csv").lines();
        assertThat(lines.get(0)).startsWith("index,timestamp,decision_id,tenant,principal,action,resource,outcome,");
        assertThat(lines.get(3)).contains(",default,\"eve \"\"e\"\"\",'=cmd,\"/a,b\",DENIED,false,policy.default,,,");
    }

    @Test
    void withoutItsOpeningsWhoAskedForWhatIsEmpty() throws IOException {
        Path erased = Files.createDirectory(directory.resolve("erased"));
        try (Stream<Path> files = Files.list(directory.resolve("evidence"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".key"))
                    .toList()) {
                Files.copy(file, erased.resolve(file.getFileName()));
            }
        }
        Run run = Run.of("evidence", "export", erased.toString());
        assertThat(run.lines()).hasSize(3);
        assertThat(run.lines().get(0)).contains("\"principal\":null", "\"severity\":null", "\"outcome\":\"EXECUTED\"");
    }

    @Test
    void aFaultyLogIsNotExported() throws IOException {
        Path broken = Files.createDirectory(directory.resolve("broken"));
        try (Stream<Path> files = Files.list(directory.resolve("evidence"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".log")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(broken.resolve(file.getFileName()), bytes);
            }
        }
        Run run = Run.of("evidence", "export", broken.toString());
        assertThat(run.exit()).isEqualTo(EvidenceFault.DAMAGED.number());
        assertThat(run.out()).isEmpty();
    }

    @Test
    void badFiltersAreRefused() {
        assertThat(export("--severity", "grave").exit()).isEqualTo(Exit.USAGE);
        assertThat(export("--outcome", "MAYBE").exit()).isEqualTo(Exit.USAGE);
        assertThat(export("--since", "monday").exit()).isEqualTo(Exit.USAGE);
    }

    private static Run export(String... options) {
        return Run.of(Stream.concat(
                        Stream.of(
                                "evidence",
                                "export",
                                directory.resolve("evidence").toString()),
                        Stream.of(options))
                .toArray(String[]::new));
    }
}
