package dev.postern.egress.decode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Bytes compressed by gzip (RFC 1952) or zlib (RFC 1950), inflated within a bound. Stateless. */
public final class Compressed {

    /** In so few bytes a header need not be whole. */
    private static final int SHORT = 18;

    private Compressed() {}

    /** Whether bytes begin as gzip or zlib do. */
    public static boolean begins(byte[] bytes, int length) {
        return gzip(bytes, length) || zlib(bytes, length);
    }

    /** Whether a byte, 0 to 255, is the first of gzip or zlib. */
    public static boolean mayBegin(int octet) {
        return octet == 0x1f || octet == 0x78;
    }

    /** Whether what begins with these bytes begins, or may turn out to begin, as gzip or zlib do. */
    public static boolean mayBegin(byte[] bytes, int length) {
        if (length == 0 || length > SHORT) {
            return begins(bytes, length);
        }
        return bytes[0] == 0x1f
                ? length == 1 || bytes[1] == (byte) 0x8b
                : bytes[0] == 0x78 && (length == 1 || isZlibHeader(bytes));
    }

    /**
     * Inflates.
     *
     * @param begin where the compressed bytes begin in the text they came from, {@code end} where they end
     * @param most the most bytes to bring
     * @param cut whether the compressed bytes are known to be cut short
     * @param within how the compressed bytes themselves were encoded, {@code base64/}; empty when they were not
     */
    public static Inflated inflate(byte[] bytes, int length, int begin, int end, int most, boolean cut, String within) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean whole = false;
        try (InputStream in = open(bytes, length)) {
            byte[] buffer = new byte[8_192];
            int n = in.read(buffer);
            while (n >= 0 && out.size() + n <= most) {
                out.write(buffer, 0, n);
                n = in.read(buffer);
            }
            whole = n < 0;
        } catch (IOException damaged) {
            // What is damaged cannot be read by whoever receives it either; what came before the damage can.
            whole = !cut;
        }
        String encoding = gzip(bytes, length) ? "gzip" : "zlib";
        return new Inflated(
                new Layer(within + encoding, out.toByteArray(), out.size(), new Origins.Span(begin, end)), whole);
    }

    /**
     * What inflating brought.
     *
     * @param whole whether it is all there is
     */
    public record Inflated(Layer layer, boolean whole) {}

    private static InputStream open(byte[] bytes, int length) throws IOException {
        InputStream in = new ByteArrayInputStream(bytes, 0, length);
        return gzip(bytes, length) ? new GZIPInputStream(in) : new InflaterInputStream(in);
    }

    private static boolean gzip(byte[] bytes, int length) {
        return length > 18 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b && bytes[2] == 8;
    }

    private static boolean zlib(byte[] bytes, int length) {
        return length > 8 && bytes[0] == 0x78 && isZlibHeader(bytes);
    }

    private static boolean isZlibHeader(byte[] bytes) {
        return (((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff)) % 31 == 0;
    }
}
