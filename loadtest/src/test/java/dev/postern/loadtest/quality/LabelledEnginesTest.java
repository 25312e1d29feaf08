package dev.postern.loadtest.quality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.postern.egress.Scan;
import dev.postern.egress.ScanLimits;
import dev.postern.egress.detect.Detectors;
import dev.postern.egress.detect.Scanner;
import dev.postern.sidecar.egress.ScanEngine;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabelledEnginesTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    /** Texts of each kind. */
    private static final int EACH = 3;

    private static final ScanLimits LIMITS = ScanLimits.DEFAULTS.withFindings(1 << 20);

    @ParameterizedTest
    @EnumSource
    void bothFindTheSameInLabelledTexts(TextSet set) {
        assumeThat(ScanEngine.HYPERSCAN.choose()).isInstanceOf(ScanEngine.Chosen.class);
        byte[] all = set.make(SEED, EACH).stream()
                .map(LabelledText::text)
                .collect(Collectors.joining("\n"))
                .getBytes(UTF_8);
        Scan expected = scanner(ScanEngine.JAVA).scan(all);
        assertThat(expected.findings()).hasSizeGreaterThan(EACH);
        assertThat(scanner(ScanEngine.HYPERSCAN).scan(all)).as("seed %d", SEED).isEqualTo(expected);
    }

    private static Scanner scanner(ScanEngine engine) {
        ScanEngine.Chosen chosen = (ScanEngine.Chosen) engine.choose();
        return new Scanner(Detectors.builtIn(chosen.engine()), LIMITS, () -> 0);
    }
}
