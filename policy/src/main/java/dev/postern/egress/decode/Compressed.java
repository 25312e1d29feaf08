package dev.postern.egress.decode;

/** How bytes begin that are compressed by gzip (RFC 1952) or zlib (RFC 1950). Stateless. */
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

    static boolean gzip(byte[] bytes, int length) {
        return length > 18 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b && bytes[2] == 8;
    }

    private static boolean zlib(byte[] bytes, int length) {
        return length > 8 && bytes[0] == 0x78 && isZlibHeader(bytes);
    }

    private static boolean isZlibHeader(byte[] bytes) {
        return (((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff)) % 31 == 0;
    }
}
