package dev.postern.sidecar.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.Compilation;
import dev.postern.policy.Program;
import dev.postern.sidecar.source.BundleCaps;
import dev.postern.sidecar.source.BundleReader;
import dev.postern.sidecar.source.Reading;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bundles we ship are good ones. */
final class ExamplesTest {

    @ParameterizedTest
    @ValueSource(strings = {"../deploy/examples/routes", "../loadtest/bundle"})
    void compilesWithoutAWarning(String bundle) {
        Reading reading = new BundleReader(Path.of(bundle), BundleCaps.DEFAULTS).read();

        assertThat(reading).isInstanceOf(Reading.Files.class);
        assertThat(Program.compile(((Reading.Files) reading).files()))
                .isInstanceOfSatisfying(
                        Compilation.Compiled.class,
                        compiled -> assertThat(compiled.warnings()).isEmpty());
    }
}
