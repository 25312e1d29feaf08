package dev.postern.sidecar.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The start script: wherever it lies, with an archive of classes and without. */
@Timeout(180)
final class LaunchScriptIT {

    @TempDir
    Path work;

    private Path layout = Path.of("");

    @BeforeEach
    void install() throws IOException {
        layout = work.resolve("a place; with $odd 'names'");
        try (Stream<Path> tree = Files.walk(Postern.LAYOUT)) {
            for (Path path :
                    tree.filter(path -> !path.toString().endsWith(".jsa")).toList()) {
                Files.copy(path, layout.resolve(Postern.LAYOUT.relativize(path).toString()));
            }
        }
    }

    @Test
    void startsFromAnyPlaceAndThroughLinks() throws Exception {
        assertThat(version(layout)).startsWith("postern ");

        Path link = Files.createDirectories(work.resolve("links/bin")).resolve("postern");
        Files.createSymbolicLink(link, layout.resolve("bin/postern"));
        assertThat(version(work.resolve("links"))).startsWith("postern ");
    }

    @Test
    void anArchiveIsMadeOnceAndAnswersAreTheSame() throws Exception {
        Process archiving = archiver()
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("archiving.txt").toFile())
                .start();
        assertThat(archiving.waitFor()).isZero();

        assertThat(archives()).hasSize(1);
        assertThat(version(layout)).isEqualTo(version(Postern.LAYOUT));
    }

    @Test
    void anArchiveThatIsNoneDoesNotKeepItFromStarting() throws Exception {
        Path release = Path.of(System.getProperty("java.home"), "release");
        Process cksum = new ProcessBuilder("sh", "-c", "cksum <'" + release + "' | cut -d ' ' -f 1").start();
        String key = new String(cksum.getInputStream().readAllBytes(), UTF_8);
        Files.writeString(layout.resolve("lib/postern-" + key.strip() + ".jsa"), "no archive");

        assertThat(version(layout)).startsWith("postern ");
    }

    @Test
    void saysWhatIsMissingWithoutAJava() throws Exception {
        try (Postern postern = Postern.start(layout, work, Map.of("JAVA_HOME", "/nowhere"), "--version")) {
            assertThat(postern.exit()).isEqualTo(3);
            assertThat(postern.err()).startsWith("postern: no Java found at '/nowhere/bin/java', expected a JDK");
        }
    }

    private String version(Path from) throws IOException, InterruptedException {
        try (Postern postern = Postern.start(from, work, Map.of(), "--version")) {
            assertThat(postern.exit()).as(postern::err).isZero();
            assertThat(postern.err()).isEmpty();
            return postern.out();
        }
    }

    private ProcessBuilder archiver() {
        ProcessBuilder builder =
                new ProcessBuilder(layout.resolve("bin/postern-archive").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> jars = Files.list(layout.resolve("lib"))) {
            return jars.filter(path -> path.toString().endsWith(".jsa")).toList();
        }
    }
}
