package dev.postern.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Tells contents apart faster than a digest does, for whoever knows a secret key: of two different contents that were chosen
 * without knowing the key or any hash under it, the hashes are equal with a probability below 2<sup>-119</sup>. It is no
 * digest: who knows the key can make contents that collide, so key and hashes stay in the process that drew the key.
 * Thread-safe.
 *
 * <p><b>How.</b> All words are of 64 bits, little-endian. An item is two words; its product under a key is the signed product
 * of its words, each after a word of key was added to it, as high and low half. Products are added half by half, without a
 * carry. A block of 16 KiB is eight streams of consecutive items, and a ninth whose words are the sums of theirs; each item
 * has a key of its own. With A<sub>s</sub> for the sum of the products of stream s, a block comes to A<sub>0</sub> + … +
 * A<sub>7</sub> and 0 A<sub>0</sub> + … + 7 A<sub>7</sub> + A<sub>8</sub>. The last block is as long as it has to be, with
 * zeros at its end. The length and what the blocks come to are items again, and are added up twice, under two other keys.
 *
 * <p><b>Why.</b> A sum of such products is NHS of Black, Halevi, Krawczyk, Krovetz and Rogaway ("UMAC: Fast and Secure
 * Message Authentication", CRYPTO 1999, section 4), where two different inputs differ by any given value with a probability
 * of at most 2<sup>-63</sup>; that carries are left out makes two values of one, so 2<sup>-62</sup>. Blocks that differ do so
 * in at least two of nine streams, which is the encoding of Nandi ("On the Minimum Number of Multiplications Necessary for
 * Universal Hash Constructions", FSE 2014). For two streams the two sums are two equations, whose determinant is 1 or a
 * difference of at most 7, so odd but for a factor of 4 at most: each half of a difference has four solutions or fewer, and
 * both streams meet theirs with 2<sup>4</sup> 2<sup>-124</sup>. Then the items of the two last sums differ, as they do when
 * lengths differ, and both are equal with 2<sup>-124</sup>.
 */
public final class UniversalHash {

    /** Bytes of the longest content that is hashed. */
    public static final int LONGEST = 1 << 20;

    private static final int STREAMS = 8;
    private static final int BLOCK = 16 << 10;
    private static final int STREAM = BLOCK / STREAMS;
    private static final int ITEM = 2 * Long.BYTES;
    /** Words that a block comes to. */
    private static final int SUMS = 4;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** For the items of a block, one stream after the other. */
    private final long[] inner;
    /** For the items of the last sums, those of the second behind those of the first. */
    private final long[] outer;

    private UniversalHash(long[] inner, long[] outer) {
        this.inner = inner;
        this.outer = outer;
    }

    /** A hash under a key that {@code random} draws; where it is to be secret, that is a secure one. */
    public static UniversalHash keyed(RandomGenerator random) {
        long[] inner = random.longs((STREAMS + 1L) * STREAM / Long.BYTES).toArray();
        long[] outer = random.longs(2L * words(LONGEST)).toArray();
        return new UniversalHash(inner, outer);
    }

    /** What a content hashes to. */
    public record Value(long first, long second, long third, long fourth) {}

    /** The hash of a content of at most {@link #LONGEST} bytes. */
    public Value of(byte[] content) {
        if (content.length > LONGEST) {
            throw new IllegalArgumentException(
                    "a content of " + content.length + " bytes, expected at most " + LONGEST);
        }
        long[] words = new long[words(content.length)];
        words[0] = content.length;
        int sums = 2;
        int whole = content.length / BLOCK * BLOCK;
        for (int at = 0; at < whole; at += BLOCK) {
            block(content, at, STREAM, words, sums);
            sums += SUMS;
        }
        if (whole < content.length) {
            int stream = (content.length - whole + STREAMS * ITEM - 1) / (STREAMS * ITEM) * ITEM;
            byte[] rest = Arrays.copyOfRange(content, whole, whole + STREAMS * stream);
            block(rest, 0, stream, words, sums);
        }
        return last(words);
    }

    /** How many words a content of so many bytes makes of the last sums: two of its length, and those of its blocks. */
    private static int words(int bytes) {
        return 2 + (bytes + BLOCK - 1) / BLOCK * SUMS;
    }

    private void block(byte[] bytes, int at, int stream, long[] words, int sums) {
        for (int s = 0; s < STREAMS; s++) {
            stream(bytes, at + s * stream, stream, s, words, sums);
        }
        ninth(bytes, at, stream, words, sums);
    }

    /** Short loops over few things are what both compilers and processors are best at. */
    private void stream(byte[] bytes, int at, int length, int number, long[] words, int sums) {
        long high = 0;
        long low = 0;
        int key = number * (STREAM / Long.BYTES);
        for (int item = 0; item < length / ITEM; item++) {
            long x = word(bytes, at + item * ITEM) + inner[key + 2 * item];
            long y = word(bytes, at + item * ITEM + Long.BYTES) + inner[key + 2 * item + 1];
            high += Math.multiplyHigh(x, y);
            low += x * y;
        }
        words[sums] += high;
        words[sums + 1] += low;
        words[sums + 2] += number * high;
        words[sums + 3] += number * low;
    }

    private void ninth(byte[] bytes, int at, int length, long[] words, int sums) {
        long high = 0;
        long low = 0;
        int key = BLOCK / Long.BYTES;
        for (int item = 0; item < length / ITEM; item++) {
            long x = sum(bytes, at + item * ITEM, length) + inner[key + 2 * item];
            long y = sum(bytes, at + item * ITEM + Long.BYTES, length) + inner[key + 2 * item + 1];
            high += Math.multiplyHigh(x, y);
            low += x * y;
        }
        words[sums + 2] += high;
        words[sums + 3] += low;
    }

    /** Of eight words, each so many bytes behind the one before it. */
    private static long sum(byte[] bytes, int at, int apart) {
        return word(bytes, at)
                + word(bytes, at + apart)
                + word(bytes, at + 2 * apart)
                + word(bytes, at + 3 * apart)
                + word(bytes, at + 4 * apart)
                + word(bytes, at + 5 * apart)
                + word(bytes, at + 6 * apart)
                + word(bytes, at + 7 * apart);
    }

    private Value last(long[] words) {
        long[] high = new long[2];
        long[] low = new long[2];
        for (int sum = 0; sum < 2; sum++) {
            int key = sum * outer.length / 2;
            for (int i = 0; i < words.length; i += 2) {
                long x = words[i] + outer[key + i];
                long y = words[i + 1] + outer[key + i + 1];
                high[sum] += Math.multiplyHigh(x, y);
                low[sum] += x * y;
            }
        }
        return new Value(high[0], low[0], high[1], low[1]);
    }

    private static long word(byte[] bytes, int at) {
        return (long) WORDS.get(bytes, at);
    }
}
