package dev.postern.sidecar.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.sidecar.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TourTest {

    private static final Path EXAMPLES = Path.of("../deploy/examples");

    @Test
    void theExampleHasNoWarningsAndIsInForm() throws IOException {
        Run validated = Run.of("policy", "validate", EXAMPLES.resolve("tour").toString());
        assertThat(validated.err()).isEmpty();
        assertThat(validated.exit()).isZero();
        for (String file : ExampleBundle.FILES) {
            if (file.endsWith(".ccl")) {
                String path = EXAMPLES.resolve("tour").resolve(file).toString();
                assertThat(Run.of("policy", "fmt", "--check", path).exit())
                        .as(path)
                        .isZero();
            }
        }
    }

    @Test
    void theExamplePassesItsTestsAndEveryRuleDecidesOne() {
        Run run = Run.of(
                "policy",
                "test",
                "--coverage",
                EXAMPLES.resolve("tour.test.yaml").toString());
        assertThat(run.out()).doesNotContain("never").contains(" 0 failed");
        assertThat(run.exit()).isZero();
    }

    @Test
    void theShippedExampleIsWholeAndTheSame(@TempDir Path dir) throws IOException {
        ExampleBundle.unpackTo(dir);
        assertThat(files(dir)).isEqualTo(files(EXAMPLES.resolve("tour")));
        for (String file : ExampleBundle.FILES) {
            assertThat(dir.resolve(file))
                    .hasSameBinaryContentAs(EXAMPLES.resolve("tour").resolve(file));
        }
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
