package dev.postern.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.postern.ccl.Seeds;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UniversalHashTest {

    private static final int BLOCK = 16 << 10;
    private static final int STREAMS = 8;
    private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);
    private static final long KEY = 1;

    private final UniversalHash hash = UniversalHash.keyed(new SplittableRandom(KEY));

    @Test
    void agreesWithWhatItsDefinitionSaysAtEveryShortLength() {
        Naive naive = new Naive(KEY);
        for (int length = 0; length <= 300; length++) {
            byte[] content = content(length, length);
            assertThat(hash.of(content)).as("%d bytes", length).isEqualTo(naive.of(content));
        }
    }

    @Test
    void agreesWithWhatItsDefinitionSaysAboutBlocks() {
        Naive naive = new Naive(KEY);
        int[] lengths = {BLOCK - 1, BLOCK, BLOCK + 1, BLOCK + 128, 2 * BLOCK, 3 * BLOCK + 17, 65_536, 100_003};
        for (int length : lengths) {
            byte[] content = content(length, length);
            assertThat(hash.of(content)).as("%d bytes", length).isEqualTo(naive.of(content));
        }
        byte[] ones = new byte[BLOCK];
        Arrays.fill(ones, (byte) 0xff);
        assertThat(hash.of(ones)).isEqualTo(naive.of(ones));
    }

    @Test
    void agreesUnderAnyKey() {
        Seeds.forEach(50, seed -> {
            byte[] content = content(new SplittableRandom(seed).nextInt(2_000), seed);
            assertThat(UniversalHash.keyed(new SplittableRandom(seed)).of(content))
                    .isEqualTo(new Naive(seed).of(content));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "0, e78fe4f4d3d0c439, ca40cb0c3592b493, 12723d7276c8a04b, 775fa1b97459d90d",
        "1, d1bf0537b5944897, ac316578dbef2629, 21ced794756b993f, bc9a00a461b95b8e",
        "300, e70c6e6cad397cf8, 54e579dcfa990cf7, 4c187565e2e5558, 8a36d578a8fe0b51",
        "65536, 273b6a042f30c65b, fb86bf4be0e63782, 3802140709ca4625, 3f7a140f5e93e4e"
    })
    void isWhatItAlwaysWas(int length, String first, String second, String third, String fourth) {
        assertThat(hash.of(content(length, 7)))
                .isEqualTo(new UniversalHash.Value(word(first), word(second), word(third), word(fourth)));
    }

    @Test
    void everyBitCounts() {
        for (int length : new int[] {1, 16, 129, 300}) {
            byte[] content = content(length, 3);
            UniversalHash.Value before = hash.of(content);
            for (int bit = 0; bit < 8 * length; bit++) {
                content[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(hash.of(content))
                        .as("bit %d of %d bytes", bit, length)
                        .isNotEqualTo(before);
                content[bit / 8] ^= (byte) (1 << bit % 8);
            }
        }
        Seeds.forEach(300, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] content = content(65_536, 3);
            content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(hash.of(content)).isNotEqualTo(hash.of(content(65_536, 3)));
        });
    }

    @Test
    void everyWordHasAPlaceOfItsOwn() {
        Set<UniversalHash.Value> seen = new HashSet<>();
        for (int at = 0; at + 8 <= 3 * BLOCK; at += 8) {
            byte[] content = new byte[3 * BLOCK];
            content[at] = 1;
            seen.add(hash.of(content));
        }
        assertThat(seen).hasSize(3 * BLOCK / 8);
    }

    @Test
    void zerosAtTheEndCount() {
        Set<UniversalHash.Value> seen = new HashSet<>();
        for (int length = 0; length <= 2 * BLOCK; length += length < 300 ? 1 : 127) {
            seen.add(hash.of(new byte[length]));
        }
        assertThat(seen).hasSize(301 + (2 * BLOCK - 300) / 127);
    }

    @Test
    void anotherKeyIsAnotherHash() {
        byte[] content = content(1_000, 1);
        assertThat(UniversalHash.keyed(new SplittableRandom(2)).of(content)).isNotEqualTo(hash.of(content));
        assertThat(UniversalHash.keyed(new SplittableRandom(KEY)).of(content)).isEqualTo(hash.of(content));
    }

    @Test
    void refusesWhatItHasNoKeyFor() {
        assertThat(hash.of(new byte[UniversalHash.LONGEST])).isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hash.of(new byte[UniversalHash.LONGEST + 1]))
                .withMessage("a content of 1048577 bytes, expected at most 1048576");
    }

    private static byte[] content(int length, long seed) {
        byte[] content = new byte[length];
        new SplittableRandom(seed).nextBytes(content);
        return content;
    }

    private static long word(String hex) {
        return Long.parseUnsignedLong(hex, 16);
    }

    /** The definition, word by word, in whole numbers. */
    private static final class Naive {

        private final long[] inner;
        private final long[] outer;

        Naive(long key) {
            SplittableRandom random = new SplittableRandom(key);
            inner = random.longs(9 * BLOCK / STREAMS / 8).toArray();
            outer = random.longs(2 * (2 + 4 * UniversalHash.LONGEST / BLOCK)).toArray();
        }

        UniversalHash.Value of(byte[] content) {
            int blocks = (content.length + BLOCK - 1) / BLOCK;
            long[] items = new long[2 + 4 * blocks];
            items[0] = content.length;
            for (int block = 0; block < blocks; block++) {
                int from = block * BLOCK;
                System.arraycopy(block(content, from), 0, items, 2 + 4 * block, 4);
            }
            BigInteger[] first = {BigInteger.ZERO, BigInteger.ZERO};
            BigInteger[] second = {BigInteger.ZERO, BigInteger.ZERO};
            for (int i = 0; i < items.length; i += 2) {
                add(first, product(items[i], items[i + 1], outer, i), 1);
                add(second, product(items[i], items[i + 1], outer, outer.length / 2 + i), 1);
            }
            return new UniversalHash.Value(
                    first[0].longValue(), first[1].longValue(), second[0].longValue(), second[1].longValue());
        }

        private long[] block(byte[] content, int from) {
            int length = Math.min(BLOCK, content.length - from);
            int items = (length + 16 * STREAMS - 1) / (16 * STREAMS);
            BigInteger[] first = {BigInteger.ZERO, BigInteger.ZERO};
            BigInteger[] second = {BigInteger.ZERO, BigInteger.ZERO};
            for (int item = 0; item < items; item++) {
                long[] sums = new long[2];
                for (int stream = 0; stream < STREAMS; stream++) {
                    int at = from + 16 * (stream * items + item);
                    long x = word(content, at);
                    long y = word(content, at + 8);
                    sums[0] += x;
                    sums[1] += y;
                    BigInteger[] product = product(x, y, inner, stream * (BLOCK / STREAMS / 8) + 2 * item);
                    add(first, product, 1);
                    add(second, product, stream);
                }
                add(second, product(sums[0], sums[1], inner, BLOCK / 8 + 2 * item), 1);
            }
            return new long[] {first[0].longValue(), first[1].longValue(), second[0].longValue(), second[1].longValue()
            };
        }

        /** High and low half of the signed product of two words under a key. */
        private static BigInteger[] product(long x, long y, long[] key, int at) {
            BigInteger product = BigInteger.valueOf(x + key[at]).multiply(BigInteger.valueOf(y + key[at + 1]));
            return new BigInteger[] {product.shiftRight(64), product.mod(WORD)};
        }

        private static void add(BigInteger[] sum, BigInteger[] product, int times) {
            for (int half = 0; half < 2; half++) {
                sum[half] = sum[half].add(product[half].multiply(BigInteger.valueOf(times)));
            }
        }

        private static long word(byte[] content, int at) {
            long word = 0;
            for (int i = 7; i >= 0; i--) {
                word = word << 8 | (at + i < content.length ? content[at + i] & 0xff : 0);
            }
            return word;
        }
    }
}
