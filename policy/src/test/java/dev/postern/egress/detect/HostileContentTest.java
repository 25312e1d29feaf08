package dev.postern.egress.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.egress.Finding;
import dev.postern.egress.Incomplete;
import dev.postern.egress.Scan;
import dev.postern.egress.destination.UrlReading;
import dev.postern.egress.destination.WebUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Contents and URLs made by chance out of what detectors, decoders and parsers react to. {@code -Dfuzz.rounds} makes it
 * long, {@code -Dseed} plays a run again.
 */
class HostileContentTest {

    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 300);
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final Scanner SCANNER = new Scanner(Detectors.builtIn(), Samples.LIMITS, () -> 0);

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void aStreamFindsWhatAScanOfTheWholeFinds() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] content = content();
            Scan whole = SCANNER.scan(content);
            ScanStream stream = SCANNER.stream();
            long settled = 0;
            List<Finding> told = new ArrayList<>();
            for (int at = 0; at < content.length; ) {
                int end = Math.min(content.length, at + random.nextInt(1, 400));
                told.addAll(stream.push(content, at, end));
                assertThat(stream.settledBytes()).as("seed %d", SEED).isBetween(settled, (long) end);
                settled = stream.settledBytes();
                at = end;
            }
            assertThat(stream.end().findings())
                    .as("seed %d round %d", SEED, round)
                    .isEqualTo(whole.findings());
            assertThat(whole.findings().subList(0, told.size()))
                    .as("seed %d", SEED)
                    .isEqualTo(told);
        }
    }

    @Test
    void whatIsRedactedComesCleanAndStaysText() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] content = content();
            boolean text = isText(content);
            SCANNER.redact(content, SCANNER.scan(content)).ifPresent(redacted -> {
                assertThat(SCANNER.scan(redacted).clean()).as("seed %d", SEED).isTrue();
                assertThat(!text || isText(redacted)).as("seed %d", SEED).isTrue();
            });
        }
    }

    @Test
    void aUrlThatIsReadIsReadTheSameAgain() {
        String[] parts = {
            "http",
            "https",
            ":",
            "//",
            "/",
            "\\",
            "@",
            "user",
            "example.com",
            "xn--",
            "127.1",
            "0x7f",
            "[::1]",
            "%2e",
            "..",
            "?",
            "#",
            "a",
            "\u0000",
            "\t",
            "\uFF0E",
            "\u00E9",
            ":443",
            ":99999",
            "1.2.3.4",
            ".",
            "-",
            "_"
        };
        for (int round = 0; round < 50 * ROUNDS; round++) {
            StringBuilder url = new StringBuilder(random.nextBoolean() ? "https://" : "");
            for (int n = random.nextInt(1, 9); n > 0; n--) {
                url.append(parts[random.nextInt(parts.length)]);
            }
            if (WebUrl.parse(url.toString()) instanceof UrlReading.Clear clear) {
                assertThat(WebUrl.parse(clear.url().toString()))
                        .as("seed %d: %s", SEED, url)
                        .isEqualTo(clear);
            }
        }
    }

    @Test
    void aMillionFindingsEndAtTheLimit() {
        Scanner limited = new Scanner(Detectors.builtIn(), Samples.LIMITS.withFindings(3_000), () -> 0);
        byte[] content = "a1@b.de ".repeat(1_000_000).getBytes(UTF_8);
        Scan scan = limited.scan(content);
        assertThat(scan.incomplete()).contains(Incomplete.FINDINGS);
        assertThat(scan.findings()).hasSize(3_000);
        ScanStream stream = limited.stream();
        for (int at = 0; at < content.length && !stream.exceeded(); at += 1 << 16) {
            stream.push(content, at, Math.min(content.length, at + (1 << 16)));
        }
        assertThat(stream.end().incomplete()).contains(Incomplete.FINDINGS);
    }

    @Test
    void aHundredMegabytesTakeConstantMemoryInAStream() {
        Scanner scanner = new Scanner(Detectors.builtIn(), Samples.LIMITS.withBytes(1L << 30), () -> 0);
        ScanStream stream = scanner.stream();
        byte[] part = "a line of words that is none of anybody's business, number 17\n"
                .repeat(1_000)
                .getBytes(UTF_8);
        long bytes = 0;
        while (bytes < 100_000_000) {
            stream.push(part);
            bytes += part.length;
            assertThat(stream.capacity()).isLessThan(1 << 18);
        }
        assertThat(stream.end().clean()).isTrue();
    }

    /** Samples, noise and encodings of both, joined, cut and damaged. */
    private byte[] content() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int n = random.nextInt(1, 8); n > 0; n--) {
            out.writeBytes(encoded(piece()));
            out.writeBytes(random.nextInt(3) == 0 ? new byte[0] : " \n".getBytes(UTF_8));
        }
        byte[] content = out.toByteArray();
        for (int n = random.nextInt(4); n > 0 && content.length > 0; n--) {
            content[random.nextInt(content.length)] = (byte) random.nextInt(256);
        }
        return content;
    }

    private byte[] piece() {
        return switch (random.nextInt(5)) {
            case 0 -> {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                yield noise;
            }
            case 1 -> "gr\u00FC\u00DFe aus K\u00F6ln \u20AC\uD83D\uDE00 ".getBytes(UTF_8);
            case 2 -> "word ".repeat(random.nextInt(60)).getBytes(UTF_8);
            default ->
                Samples.FOUND.get(random.nextInt(Samples.FOUND.size())).text().getBytes(UTF_8);
        };
    }

    private byte[] encoded(byte[] plain) throws IOException {
        return switch (random.nextInt(8)) {
            case 0 -> Base64.getEncoder().encode(plain);
            case 1 -> Base64.getMimeEncoder().encode(plain);
            case 2 -> HexFormat.of().formatHex(plain).getBytes(UTF_8);
            case 3 -> percent(plain);
            case 4 -> Base64.getUrlEncoder().encode(gzip(plain));
            case 5 -> Base64.getEncoder().encode(Base64.getEncoder().encode(plain));
            default -> plain;
        };
    }

    private static byte[] percent(byte[] plain) {
        StringBuilder text = new StringBuilder();
        for (byte b : plain) {
            text.append('%').append(HexFormat.of().toHexDigits(b));
        }
        return text.toString().getBytes(ISO_8859_1);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        }
        return out.toByteArray();
    }

    private static boolean isText(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
