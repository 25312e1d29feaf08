package dev.postern.sidecar.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.xxhash.XXHashFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class Lz4FrameTest {

    private static final int SIZE_AT = 6;
    private static final int BLOCK_AT = 15;

    private final SplittableRandom random = new SplittableRandom(Long.getLong("seed", 1));

    @Test
    void whatWasCompressedIsReadAsItWasHereAndByTheLibrary() throws Exception {
        Lz4Frame lz4 = new Lz4Frame();
        for (int length : new int[] {1, 2, 30, 65_535, 65_536, 65_537, 1 << 18, 1 << 20, Lz4Frame.MOST_BYTES}) {
            for (int distinct : new int[] {1, 4, 256}) {
                byte[] plain = new byte[length];
                for (int i = 0; i < length; i++) {
                    plain[i] = (byte) random.nextInt(distinct);
                }
                int size = lz4.compress(plain, 0, length);
                byte[] frame = Arrays.copyOf(lz4.array(), size);
                byte[] into = new byte[length];

                assertThat(size).isLessThanOrEqualTo(length + Lz4Frame.FRAMING);
                assertThat(Lz4Frame.decompress(frame, 0, size, into)).isEqualTo(length);
                assertThat(into).isEqualTo(plain);
                assertThat(library(frame)).isEqualTo(plain);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusesWhatDoesNotHoldWhatItSays(String how, UnaryOperator<byte[]> change) {
        byte[] bad = change.apply(frame());
        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(() -> Lz4Frame.decompress(bad, 0, bad.length, new byte[1_000]));
    }

    static Stream<Arguments> refusesWhatDoesNotHoldWhatItSays() {
        return Stream.of(
                hostile("a content size one too small", frame -> size(frame, 999)),
                hostile("a content size one too large", frame -> size(frame, 1_001)),
                hostile("a content size of terabytes", frame -> size(frame, 1L << 40)),
                hostile("a negative content size", frame -> size(frame, -1)),
                hostile("a content size of nothing", frame -> size(frame, 0)),
                hostile("a block said to be stored", frame -> {
                    frame[BLOCK_AT + 3] |= (byte) 0x80;
                    return frame;
                }),
                hostile("a block longer than the frame", frame -> {
                    frame[BLOCK_AT + 2] = 1;
                    return frame;
                }),
                hostile("a block of minus one byte", frame -> {
                    ByteBuffer.wrap(frame).putInt(BLOCK_AT, -1);
                    return frame;
                }),
                hostile("bytes after it", frame -> Arrays.copyOf(frame, frame.length + 1)),
                hostile("a frame after it", frame -> {
                    byte[] two = Arrays.copyOf(frame, 2 * frame.length);
                    System.arraycopy(frame, 0, two, frame.length, frame.length);
                    return two;
                }),
                hostile("its checksum flipped", frame -> {
                    frame[frame.length - 1] ^= 1;
                    return frame;
                }),
                hostile("nothing", frame -> new byte[0]));
    }

    @Test
    void refusesEveryFrameThatWasCutOffOrHasABitFlipped() {
        byte[] frame = frame();
        for (int i = 0; i < frame.length; i++) {
            byte[] cut = Arrays.copyOf(frame, i);
            byte[] flipped = frame.clone();
            flipped[i] ^= (byte) (1 << random.nextInt(8));
            assertRefused(cut);
            assertRefused(flipped);
        }
    }

    @Test
    void makesNoRoomForMoreThanABlockCouldFillOrItsReaderTakes() {
        byte[] zeros = new byte[Lz4Frame.MOST_BYTES];
        byte[] bomb = compressed(zeros);
        assertThat(bomb.length).isLessThan(zeros.length / 200);
        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(() -> Lz4Frame.contentSize(bomb, 0, bomb.length, 1 << 18))
                .withMessageContaining("expected at most 262144");
        byte[] liar = size(frame(), Lz4Frame.MOST_BYTES);
        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(() -> Lz4Frame.contentSize(liar, 0, liar.length, Integer.MAX_VALUE));
    }

    private static void assertRefused(byte[] frame) {
        assertThatExceptionOfType(CompressionException.class)
                .isThrownBy(() -> Lz4Frame.decompress(frame, 0, frame.length, new byte[1_000]));
    }

    private static byte[] library(byte[] frame) throws IOException {
        try (LZ4FrameInputStream in = new LZ4FrameInputStream(new ByteArrayInputStream(frame))) {
            return in.readAllBytes();
        }
    }

    private static Arguments hostile(String how, UnaryOperator<byte[]> change) {
        return Arguments.of(how, change);
    }

    /** One of 1,000 bytes, compressed. */
    private static byte[] frame() {
        byte[] plain = new byte[1_000];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (byte) (i * i / 5_000);
        }
        return compressed(plain);
    }

    private static byte[] compressed(byte[] plain) {
        Lz4Frame lz4 = new Lz4Frame();
        int length = lz4.compress(plain, 0, plain.length);
        return Arrays.copyOf(lz4.array(), length);
    }

    /** Says that a frame holds so many bytes, with a header that has its sum. */
    private static byte[] size(byte[] frame, long size) {
        ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).putLong(SIZE_AT, size);
        frame[BLOCK_AT - 1] = (byte) (XXHashFactory.safeInstance().hash32().hash(frame, 4, 10, 0) >> 8);
        return frame;
    }
}
