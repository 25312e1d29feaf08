package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Answers that rest on what was kept equal those worked out afresh; {@code -Dseed=} replays. */
class CertificateDifferentialTest {

    private static final int ROUNDS = 60;
    private static final int CHECKS = 1_000;
    private static final int BUNDLES = 4;

    /** One map of certificates and one working memory serve all bundles, as they do in a sidecar that reloads. */
    @Test
    void answersWithCertificatesAsWithout() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        KeptCertificates certificates = new KeptCertificates();
        Scratch scratch = new Scratch(certificates);
        int patterns = 0;
        for (int i = 0; i < ROUNDS; i++) {
            RandomBundle source = new RandomBundle(random);
            List<Program> programs = new ArrayList<>();
            for (int b = 0; b < BUNDLES; b++) {
                programs.add(Checks.program(source.dearPolicy(1 + random.nextInt(10))));
            }
            for (int j = 0; j < CHECKS; j++) {
                Program program = programs.get(random.nextInt(random.nextInt(50) == 0 ? BUNDLES : 1));
                Check check = source.check();
                assertThat(program.decide(check, scratch))
                        .as("seed %d, %s", seed, check)
                        .isEqualTo(program.decideAfresh(check));
                patterns += scratch.tier() == Tier.PATTERN ? 1 : 0;
            }
        }
        assertThat(patterns).as("seed %d", seed).isGreaterThan(ROUNDS * CHECKS / 20);
    }
}
