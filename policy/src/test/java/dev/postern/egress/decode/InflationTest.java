package dev.postern.egress.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InflationTest {

    private static final int MOST = 1 << 20;
    private static final int NO_FLAGS = 0;

    private final Inflation inflation = new Inflation();

    @AfterEach
    void free() {
        inflation.close();
    }

    @Test
    void membersOneBehindAnotherAreOneText() {
        byte[] both = joined(member("first, ", NO_FLAGS), member("second", NO_FLAGS));
        assertThat(text(both, MOST, true)).isEqualTo("whole: first, second");
    }

    @Test
    void whatComesBehindTheLastMemberIsNotCompressed() {
        assertThat(text(joined(member("first", NO_FLAGS), new byte[40]), MOST, true))
                .isEqualTo("whole: first");
    }

    @Test
    void anyFieldsMayStandInAHeader() {
        for (int flags = 0; flags < 256; flags++) {
            assertThat(text(member("content", flags), MOST, true))
                    .as("flags %x", flags)
                    .isEqualTo("whole: content");
        }
    }

    @Test
    void aSumThatIsWrongIsDamageAndWhatWasReadStays() {
        byte[] member = member("content", NO_FLAGS);
        for (int i = member.length - 8; i < member.length; i++) {
            byte[] wrong = member.clone();
            wrong[i] ^= 1;
            assertThat(text(wrong, MOST, true)).isEqualTo("cut: content");
            assertThat(text(wrong, MOST, false)).isEqualTo("whole: content");
        }
    }

    @Test
    void aMemberIsReadAsFarAsItGoes() {
        byte[] member = member("a content that is cut", NO_FLAGS);
        String before = "";
        for (int length = 19; length < member.length - 8; length++) {
            String now = text(Arrays.copyOf(member, length), MOST, true);
            assertThat(now).startsWith(before.isEmpty() ? "cut: " : before);
            before = now;
        }
        assertThat(before).isEqualTo("cut: a content that is cut");
    }

    @Test
    void noMoreIsBroughtThanIsAskedForAndThatIsNotTheWhole() {
        byte[] member = member("x".repeat(100_000), NO_FLAGS);
        assertThat(text(member, 100_000, false)).hasSize(100_007).startsWith("whole");
        assertThat(text(member, 99_999, false)).hasSizeLessThan(100_000).startsWith("cut");
    }

    @Test
    void oneTextDoesNotShowInTheNext() {
        String damaged = text(Arrays.copyOf(member("x".repeat(1_000), NO_FLAGS), 25), MOST, true);
        assertThat(damaged).startsWith("cut: x");
        assertThat(text(member("content", NO_FLAGS), MOST, true)).isEqualTo("whole: content");
    }

    @Test
    void inflatesAgainOnceItWasFreed() {
        inflation.close();
        assertThat(text(member("content", NO_FLAGS), MOST, true)).isEqualTo("whole: content");
    }

    private String text(byte[] bytes, int most, boolean cut) {
        Inflation.Inflated inflated = inflation.inflate(bytes, bytes.length, 0, bytes.length, most, cut, "");
        return (inflated.whole() ? "whole: " : "cut: ")
                + new String(inflated.layer().bytes(), 0, inflated.layer().length(), ISO_8859_1);
    }

    /** A member whose header has the fields that {@code flags} tell. */
    private static byte[] member(String text, int flags) {
        byte[] plain = text.getBytes(ISO_8859_1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 0, 0, 0, 0, 0, 3});
        out.writeBytes((flags & 4) == 0 ? new byte[0] : new byte[] {3, 0, 'a', 0, 'b'});
        out.writeBytes((flags & 8) == 0 ? new byte[0] : new byte[] {'n', 0});
        out.writeBytes((flags & 16) == 0 ? new byte[0] : new byte[] {'c', 0});
        out.writeBytes((flags & 2) == 0 ? new byte[0] : new byte[] {7, 7});
        out.writeBytes(deflated(plain));
        CRC32 sum = new CRC32();
        sum.update(plain);
        for (long value : new long[] {sum.getValue(), plain.length}) {
            for (int shift = 0; shift < 32; shift += 8) {
                out.write((int) (value >>> shift));
            }
        }
        return out.toByteArray();
    }

    private static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        deflater.setInput(plain);
        deflater.finish();
        byte[] out = new byte[plain.length + 100];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
