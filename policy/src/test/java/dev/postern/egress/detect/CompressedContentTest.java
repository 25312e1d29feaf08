package dev.postern.egress.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.egress.Finding;
import dev.postern.egress.Incomplete;
import dev.postern.egress.Scan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Contents that are compressed as a whole. */
class CompressedContentTest {

    private static final String SECRET = "word ".repeat(200) + "password = \"h4nter2x\"";
    private static final Scanner SCANNER =
            new Scanner(Detectors.builtIn(), Samples.LIMITS.withBytes(64 << 20), () -> 0);

    @Test
    void isOpenedAndFoundInAsOne() throws IOException {
        for (byte[] content : new byte[][] {gzip(SECRET.getBytes(UTF_8)), zlib(SECRET.getBytes(UTF_8))}) {
            Scan scan = SCANNER.scan(content);
            assertThat(scan.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.start()).isZero();
                assertThat(finding.end()).isEqualTo(content.length);
                assertThat(finding.encoding()).isIn("gzip", "zlib");
            });
            assertThat(SCANNER.redact(content, scan).map(redacted -> new String(redacted, UTF_8)))
                    .contains("[PASSWORD_REDACTED]");
        }
    }

    @Test
    void isFoundSplitAnywhereAndNothingOfItIsSettledBefore() throws IOException {
        byte[] content = gzip(SECRET.getBytes(UTF_8));
        for (int split = 0; split < content.length; split++) {
            ScanStream stream = SCANNER.stream();
            stream.push(content, 0, split);
            stream.push(content, split, content.length);
            assertThat(stream.settledBytes()).as("split at %d", split).isZero();
            assertThat(stream.end().findings()).as("split at %d", split).hasSize(1);
        }
    }

    @Test
    void aBombEndsIncomplete() throws IOException {
        byte[] bomb = gzip(new byte[100 << 20]);
        assertThat(SCANNER.scan(bomb).incomplete()).contains(Incomplete.DECODED);
        byte[] nested = gzip(bomb);
        assertThat(SCANNER.scan(nested).complete()).isFalse();
    }

    @Test
    void aBombInBase64OfAnyDepthEndsIncomplete() throws IOException {
        byte[] bomb = gzip(new byte[20 << 20]);
        byte[] text = java.util.Base64.getEncoder().encode(bomb);
        assertThat(SCANNER.scan(text).complete()).isFalse();
    }

    @Test
    void textThatBeginsLikeOneIsText() {
        byte[] text = ("x^2 and " + SECRET).getBytes(UTF_8);
        assertThat(SCANNER.scan(text).findings())
                .singleElement()
                .extracting(Finding::encoding)
                .isEqualTo("");
        ScanStream stream = SCANNER.stream();
        for (byte b : text) {
            stream.push(new byte[] {b});
        }
        assertThat(stream.end().findings()).hasSize(1);
    }

    @Test
    void oneThatIsCutOffIsNotWhole() throws IOException {
        byte[] content = gzip(SECRET.repeat(50).getBytes(UTF_8));
        assertThat(SCANNER.scan(Arrays.copyOf(content, content.length / 2)).clean())
                .isFalse();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] zlib(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zip = new DeflaterOutputStream(out)) {
            zip.write(plain);
        }
        return out.toByteArray();
    }
}
