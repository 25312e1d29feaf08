package dev.postern.sidecar.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecodingTest {

    private static final byte[] TEXT = "the council met, and met again, and then it met once more".getBytes(UTF_8);

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "DEFLATE"})
    void isTheSameHoweverItIsCut(ContentCoding coding) {
        byte[] packed = Packed.pack(coding, TEXT);
        for (int first = 0; first <= packed.length; first++) {
            for (int second = first; second <= packed.length; second++) {
                Read read = read(coding, packed, first, second);
                assertThat(read.whole).as("cut at %d and %d", first, second).isTrue();
                assertThat(read.out.toByteArray()).isEqualTo(TEXT);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "DEFLATE"})
    void isNotWholeWhenTheEndIsMissing(ContentCoding coding) {
        byte[] packed = Packed.pack(coding, TEXT);
        for (int length = 1; length < packed.length; length++) {
            assertThat(read(coding, Arrays.copyOf(packed, length), 0, 0).whole)
                    .as("%d bytes", length)
                    .isFalse();
        }
        assertThat(read(coding, new byte[0], 0, 0).whole).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "DEFLATE"})
    void whatIsReadOfDamagedBytesIsWhatWasMeantOrNotWhole(ContentCoding coding) {
        byte[] packed = Packed.pack(coding, TEXT);
        for (int at = 0; at < 8 * packed.length; at++) {
            byte[] damaged = packed.clone();
            damaged[at / 8] ^= (byte) (1 << at % 8);
            Read read = read(coding, damaged, 0, 0);
            if (read.whole) {
                assertThat(read.out.toByteArray()).as("bit %d", at).isEqualTo(TEXT);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "DEFLATE"})
    void anythingBehindTheEndIsDamage(ContentCoding coding) {
        byte[] packed = Packed.pack(coding, TEXT);
        byte[] twice = Arrays.copyOf(packed, 2 * packed.length);
        System.arraycopy(packed, 0, twice, packed.length, packed.length);
        for (int cut = 0; cut <= twice.length; cut++) {
            assertThat(read(coding, twice, cut, cut).whole).as("cut at %d", cut).isFalse();
        }
        assertThat(read(coding, Arrays.copyOf(packed, packed.length + 1), 0, 0).whole)
                .isFalse();
    }

    @Test
    void nameAndCommentAreReadPastAndTold() {
        byte[] named = Packed.named("wages of ada", TEXT);
        for (int cut = 0; cut <= named.length; cut++) {
            Read read = read(ContentCoding.GZIP, named, cut, cut);
            assertThat(read.out.toByteArray()).as("cut at %d", cut).isEqualTo(TEXT);
            assertThat(read.whole).isTrue();
            assertThat(read.bare).isFalse();
        }
        assertThat(read(ContentCoding.GZIP, Packed.gzip(TEXT), 0, 0).bare).isTrue();
        assertThat(Decoding.whole(ContentCoding.GZIP, named, 1_000)).isNull();
    }

    @Test
    void aNameWithoutAnEndIsDamage() {
        Read read = read(ContentCoding.GZIP, Packed.named("x".repeat(4_000), TEXT), 0, 0);
        assertThat(read.whole).isFalse();
        assertThat(read.out.size()).isZero();
    }

    @Test
    void aPresetDictionaryIsDamage() {
        Deflater deflater = new Deflater();
        deflater.setDictionary(TEXT);
        deflater.setInput(TEXT);
        deflater.finish();
        byte[] packed = new byte[100];
        int length = deflater.deflate(packed);
        deflater.end();
        assertThat(read(ContentCoding.DEFLATE, Arrays.copyOf(packed, length), 0, 0).whole)
                .isFalse();
    }

    @Test
    void aBombIsNotUnpackedFurtherThanItMay() {
        byte[] bomb = Packed.gzip(new byte[64 << 20]);
        assertThat(Decoding.whole(ContentCoding.GZIP, bomb, 1 << 20)).isNull();
        long[] seen = {0};
        try (Decoding decoding = new Decoding(ContentCoding.GZIP)) {
            assertThat(decoding.push(bomb, piece -> {
                        seen[0] += piece.length;
                        return seen[0] < (1 << 20);
                    }))
                    .isFalse();
            assertThat(decoding.isWhole()).isFalse();
        }
        assertThat(seen[0]).isLessThan((1 << 20) + (64 << 10));
    }

    @Test
    void bytesByChanceAreNeverWholeUnlessTheJdkReadsThemToo() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < Integer.getInteger("fuzz.rounds", 2_000); round++) {
            ContentCoding coding = random.nextBoolean() ? ContentCoding.GZIP : ContentCoding.DEFLATE;
            byte[] bytes = Packed.pack(coding, TEXT);
            for (int i = random.nextInt(4); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Read read = read(coding, bytes, random.nextInt(bytes.length), bytes.length);
            if (read.whole) {
                assertThat(read.out.toByteArray())
                        .as("seed %d round %d", seed, round)
                        .isEqualTo(Packed.unpack(coding, bytes));
            }
        }
    }

    /** What became of some bytes. */
    private record Read(ByteArrayOutputStream out, boolean whole, boolean bare) {}

    private static Read read(ContentCoding coding, byte[] bytes, int first, int second) {
        int end = Math.max(first, second);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Decoding decoding = new Decoding(coding)) {
            boolean good = true;
            for (byte[] part : new byte[][] {
                Arrays.copyOfRange(bytes, 0, first),
                Arrays.copyOfRange(bytes, first, end),
                Arrays.copyOfRange(bytes, end, bytes.length)
            }) {
                good = good
                        && decoding.push(part, piece -> {
                            out.writeBytes(piece);
                            return true;
                        });
            }
            return new Read(out, good && decoding.isWhole(), decoding.isBare());
        }
    }
}
