package dev.postern.loadtest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.postern.egress.Scan;
import dev.postern.egress.ScanLimits;
import dev.postern.egress.detect.Detectors;
import dev.postern.egress.detect.ScanStream;
import dev.postern.egress.detect.Scanner;
import dev.postern.loadtest.bench.EgressTexts;
import dev.postern.sidecar.egress.ScanEngine;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScanEnginesTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int ROUNDS = 6;
    private static final ScanLimits LIMITS =
            ScanLimits.DEFAULTS.withFindings(1 << 20).withDecodedBytes(1 << 30);

    private final SplittableRandom random = new SplittableRandom(SEED);
    private Scanner java = scanner(ScanEngine.JAVA);
    private Scanner hyperscan = java;

    @BeforeEach
    void nativeCodeIsThere() {
        assumeThat(ScanEngine.HYPERSCAN.choose()).isInstanceOf(ScanEngine.Chosen.class);
        hyperscan = scanner(ScanEngine.HYPERSCAN);
    }

    @Test
    void bothFindTheSameInCleanAndInHostileTexts() {
        for (EgressTexts text : EgressTexts.values()) {
            alike(text.bytes());
        }
    }

    @Test
    void bothFindTheSameInWhatBecomesOfTexts() {
        for (int round = 0; round < ROUNDS; round++) {
            for (EgressTexts text : EgressTexts.values()) {
                alike(mutated(text.bytes()));
            }
        }
    }

    @Test
    void bothFindTheSameInWhatIsEncoded() {
        for (EgressTexts text : EgressTexts.values()) {
            byte[] encoded = Base64.getMimeEncoder().encode(scattered(text.bytes()));
            alike(encoded);
        }
    }

    private static Scanner scanner(ScanEngine engine) {
        ScanEngine.Chosen chosen = (ScanEngine.Chosen) engine.choose();
        return new Scanner(Detectors.builtIn(chosen.engine()), LIMITS, () -> 0);
    }

    private void alike(byte[] text) {
        Scan expected = java.scan(text);
        long cuts = random.nextLong();
        String where = "seed " + SEED + ": " + new String(text, 0, 60, US_ASCII);
        assertThat(hyperscan.scan(text)).describedAs(where).isEqualTo(expected);
        assertThat(streamed(hyperscan, text, cuts)).describedAs(where).isEqualTo(streamed(java, text, cuts));
    }

    /** What a stream tells with each part and at its end, cut anywhere. */
    private static List<Object> streamed(Scanner scanner, byte[] text, long cuts) {
        SplittableRandom random = new SplittableRandom(cuts);
        ScanStream stream = scanner.stream();
        List<Object> told = new ArrayList<>();
        for (int from = 0; from < text.length; ) {
            int to = Math.min(text.length, from + 1 + random.nextInt(1 << random.nextInt(1, 16)));
            told.add(stream.push(text, from, to));
            told.add(stream.settledBytes());
            from = to;
        }
        told.add(stream.end());
        return told;
    }

    /** Parts of a text overwritten, moved and torn out. */
    private byte[] mutated(byte[] text) {
        byte[] mutated = scattered(text);
        for (int i = random.nextInt(200); i > 0; i--) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        return mutated;
    }

    /** Pieces of a text between others of a clean one, so that what is found is near and far apart. */
    private byte[] scattered(byte[] text) {
        byte[] scattered = EgressTexts.CLEAN.bytes();
        int apart = 1 << random.nextInt(4, 14);
        for (int at = random.nextInt(apart); at < scattered.length; at += 1 + random.nextInt(apart)) {
            int length = Math.min(random.nextInt(1, 100), scattered.length - at);
            System.arraycopy(text, random.nextInt(text.length - 100), scattered, at, length);
            at += length;
        }
        return scattered;
    }
}
