package dev.postern.egress.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.egress.Finding;
import dev.postern.egress.Incomplete;
import dev.postern.egress.Scan;
import dev.postern.egress.ScanLimits;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScanStreamTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());

    static Stream<Samples.Sample> samples() {
        return Samples.FOUND.stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void findsWhatIsSplitAnywhere(Samples.Sample sample) {
        byte[] text = ("Dear all, " + sample.text() + " and so on.").getBytes(UTF_8);
        List<Finding> whole = Samples.scanner().scan(text).findings();
        for (int split = 0; split <= text.length; split++) {
            ScanStream stream = Samples.scanner().stream();
            stream.push(text, 0, split);
            stream.push(text, split, text.length);
            assertThat(stream.end().findings())
                    .describedAs("split at %d", split)
                    .isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void findsWhatComesByteByByte(Samples.Sample sample) {
        byte[] text = ("Dear all, " + sample.text() + " and so on.").getBytes(UTF_8);
        assertThat(inParts(text, 1, new SplittableRandom(1)).findings())
                .isEqualTo(Samples.scanner().scan(text).findings());
    }

    @Test
    void findsInPartsWhatItFindsInTheWhole() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 300; round++) {
            byte[] text = mixed(random, 1 + random.nextInt(40)).getBytes(UTF_8);
            int most = 1 + random.nextInt(400);
            assertThat(inParts(text, most, random).findings())
                    .describedAs("seed %d, round %d: %s", SEED, round, new String(text, UTF_8))
                    .isEqualTo(Samples.scanner().scan(text).findings());
        }
    }

    @Test
    void tellsNoFindingBeforeWhatIsSettled() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 100; round++) {
            byte[] text = mixed(random, 20).getBytes(UTF_8);
            ScanStream stream = Samples.scanner().stream();
            for (int at = 0; at < text.length; ) {
                int part = Math.min(text.length - at, 1 + random.nextInt(100));
                long before = stream.settledBytes();
                List<Finding> told = stream.push(text, at, at + part);
                at += part;
                assertThat(told).describedAs("seed %d, round %d", SEED, round).allSatisfy(finding -> {
                    assertThat(finding.start()).isGreaterThanOrEqualTo(before);
                    assertThat(finding.end()).isLessThanOrEqualTo(stream.settledBytes());
                });
            }
        }
    }

    @Test
    void holdsBackLittleOfAPlainText() {
        byte[] text = "It was the best of times, it was the worst of times. "
                .repeat(50)
                .getBytes(UTF_8);
        ScanStream stream = Samples.scanner().stream();
        for (int at = 0; at + 20 <= text.length; at += 20) {
            stream.push(text, at, at + 20);
            assertThat(at + 20 - stream.settledBytes()).isLessThan(32);
        }
    }

    @Test
    void keepsNoMoreOfALongContentThanOfAShortOne() {
        byte[] part = "{\"name\":\"value\",\"n\":12345,\"mail\":\"a@b.de\"}\n"
                .repeat(400)
                .getBytes(UTF_8);
        ScanStream stream = new Scanner(Detectors.builtIn(), Samples.LIMITS.withFindings(1 << 20), () -> 0).stream();
        for (int i = 0; i < 400; i++) {
            stream.push(part);
        }
        Scan scan = stream.end();
        assertThat(scan.findings()).hasSize(400 * 400);
        assertThat(stream.capacity()).isLessThan(128 << 10);
    }

    @Test
    void opensALongRunInPieces() {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; plain.length() < 60_000; i++) {
            plain.append("line ").append(i).append(" of a letter without end\n");
        }
        plain.insert(40_000, " password = \"h4nter2x\" ");
        plain.insert(12_288, " jane@acme.org ");
        byte[] text = ("data: "
                        + Base64.getEncoder().encodeToString(plain.toString().getBytes(UTF_8)) + " end")
                .getBytes(UTF_8);
        List<Finding> whole = Samples.scanner().scan(text).findings();
        assertThat(whole).extracting(Finding::encoding).containsExactly("base64", "base64");
        assertThat(inParts(text, 5_000, new SplittableRandom(SEED)).findings()).isEqualTo(whole);
    }

    @Test
    void endsWhenTheContentIsTooLarge() {
        ScanStream stream = new Scanner(Detectors.builtIn(), ScanLimits.DEFAULTS.withBytes(100), () -> 0).stream();
        stream.push(new byte[60]);
        stream.push(new byte[60]);
        assertThat(stream.exceeded()).isTrue();
        assertThat(stream.end().incomplete()).contains(Incomplete.SIZE);
    }

    private static Scan inParts(byte[] text, int most, SplittableRandom random) {
        ScanStream stream = Samples.scanner().stream();
        for (int at = 0; at < text.length; ) {
            int part = Math.min(text.length - at, 1 + random.nextInt(most));
            stream.push(text, at, at + part);
            at += part;
        }
        return stream.end();
    }

    private static String mixed(SplittableRandom random, int pieces) {
        List<String> text = new ArrayList<>();
        for (int i = 0; i < pieces; i++) {
            Samples.Sample sample = Samples.FOUND.get(random.nextInt(Samples.FOUND.size()));
            text.add(
                    switch (random.nextInt(6)) {
                        case 0 -> sample.text();
                        case 1 ->
                            sample.text()
                                    .substring(0, random.nextInt(sample.text().length()));
                        case 2 -> "lorem ipsum dolor sit amet";
                        case 3 -> Long.toString(random.nextLong(1, Long.MAX_VALUE));
                        case 4 ->
                            Base64.getEncoder().encodeToString(sample.text().getBytes(UTF_8));
                        default -> sample.text().replace("e", "%65");
                    });
        }
        return String.join(random.nextBoolean() ? " " : random.nextBoolean() ? "\n" : "", text);
    }
}
