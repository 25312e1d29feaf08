package dev.postern.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Bytes that are nearly right: samples with a few changes made by chance, of bits, bytes, pieces and telling words. */
public final class Mutations {

    private static final int MOST_CHANGES = 4;
    private static final List<String> WORDS = List.of(
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "true",
            "-0",
            "1e999",
            "0.5",
            "{}",
            "9223372036854775807",
            "18446744073709551616",
            "\u0000",
            "\ufeff",
            "é",
            "=",
            "==",
            "-----",
            "\n",
            "**",
            "..");

    private final List<byte[]> samples;

    public Mutations(byte[]... samples) {
        this.samples = List.of(samples);
    }

    /** The next one; now and then a sample as it is. */
    public byte[] next(SplittableRandom random) {
        byte[] bytes = sample(random).clone();
        for (int i = random.nextInt(MOST_CHANGES + 1); i > 0; i--) {
            bytes = changed(bytes, random);
        }
        return bytes;
    }

    /** The next one as text; bytes that are no UTF-8 become replacement characters. */
    public String nextText(SplittableRandom random) {
        return new String(next(random), StandardCharsets.UTF_8);
    }

    private byte[] changed(byte[] bytes, SplittableRandom random) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(random.nextBoolean() ? 4 : 64));
        byte[] other = sample(random);
        int start = random.nextInt(other.length + 1);
        return switch (random.nextInt(6)) {
            case 0 -> flipped(bytes, random);
            case 1 -> spliced(bytes, from, to, new byte[] {(byte) random.nextInt(256)});
            case 2 -> spliced(bytes, from, to, new byte[0]);
            case 3 -> spliced(bytes, from, from, slice(bytes, from, to));
            case 4 -> spliced(bytes, from, to, word(random));
            default -> spliced(bytes, from, to, slice(other, start, Math.min(other.length, start + to - from)));
        };
    }

    private static byte[] flipped(byte[] bytes, SplittableRandom random) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(middle);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] word(SplittableRandom random) {
        return WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] sample(SplittableRandom random) {
        return samples.get(random.nextInt(samples.size()));
    }
}
