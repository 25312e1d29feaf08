package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Answers that rest on what was kept equal those worked out afresh, from the same reads; {@code -Dseed=} replays. */
class CertificateDifferentialTest {

    private static final int ROUNDS = 60;
    private static final int CHECKS = 1_000;
    private static final int BUNDLES = 4;
    private static final SourceFile ABSENT_DENIED = new SourceFile("bundle.yaml", "absent: [{rule: deny}]");
    private static final SourceFile NO_SETTINGS = new SourceFile("bundle.yaml", "");

    /** One map of certificates and one working memory serve all bundles, as they do in a sidecar that reloads. */
    @Test
    void answersWithCertificatesAsWithout() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        KeptCertificates certificates = new KeptCertificates();
        Scratch scratch = new Scratch(certificates);
        int patterns = 0;
        int patternsOfAbsentDenied = 0;
        for (int i = 0; i < ROUNDS; i++) {
            RandomBundle source = new RandomBundle(random);
            List<Program> programs = new ArrayList<>();
            for (int b = 0; b < BUNDLES; b++) {
                programs.add(Checks.bundle(
                        new SourceFile("policy.ccl", source.dearPolicy(1 + random.nextInt(10))),
                        b % 2 == i % 2 ? ABSENT_DENIED : NO_SETTINGS));
            }
            for (int j = 0; j < CHECKS; j++) {
                int bundle = random.nextInt(random.nextInt(50) == 0 ? BUNDLES : 1);
                Program program = programs.get(bundle);
                Check check = source.check();
                List<FieldPath> read = new ArrayList<>();
                List<FieldPath> readAfresh = new ArrayList<>();
                assertThat(program.decide(check.withFacts(recording(read)), scratch))
                        .as("seed %d, %s", seed, check)
                        .isEqualTo(program.decideAfresh(check.withFacts(recording(readAfresh))));
                assertThat(read).as("seed %d, %s", seed, check).isEqualTo(readAfresh);
                if (scratch.tier() == Tier.PATTERN) {
                    patterns++;
                    patternsOfAbsentDenied += bundle % 2 == i % 2 ? 1 : 0;
                }
            }
        }
        assertThat(patterns).as("seed %d", seed).isGreaterThan(ROUNDS * CHECKS / 20);
        assertThat(patternsOfAbsentDenied).as("seed %d", seed).isGreaterThan(ROUNDS * CHECKS / 40);
    }

    /** Knows nothing, and remembers what it was asked. */
    private static Attributes recording(List<FieldPath> asked) {
        return path -> {
            asked.add(path);
            return null;
        };
    }
}
