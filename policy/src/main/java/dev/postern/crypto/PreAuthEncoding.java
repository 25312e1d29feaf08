package dev.postern.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What a DSSE signature covers: {@code DSSEv1 <length of type> <type> <length of payload> <payload>}, lengths in bytes and
 * decimal (the DSSE specification's PAE).
 */
public final class PreAuthEncoding extends Signable {

    private PreAuthEncoding(byte[] bytes) {
        super(bytes);
    }

    public static PreAuthEncoding of(String payloadType, byte[] payload) {
        byte[] type = payloadType.getBytes(UTF_8);
        byte[] head = ("DSSEv1 " + type.length + " ").getBytes(US_ASCII);
        byte[] middle = (" " + payload.length + " ").getBytes(US_ASCII);
        byte[] bytes = new byte[head.length + type.length + middle.length + payload.length];
        int at = append(bytes, 0, head);
        at = append(bytes, at, type);
        at = append(bytes, at, middle);
        append(bytes, at, payload);
        return new PreAuthEncoding(bytes);
    }

    private static int append(byte[] target, int at, byte[] part) {
        System.arraycopy(part, 0, target, at, part.length);
        return at + part.length;
    }
}
