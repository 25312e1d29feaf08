package dev.postern.sidecar.cache.remote;

import io.lettuce.core.StreamMessage;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * The form of a record in a stream: version u8 = 1, number of the secret u32, the record, HMAC-SHA-256 over the name of the
 * stream and everything before. Thread-safe.
 */
final class RecordFrame {

    private static final byte VERSION = 1;
    private static final int HEADER = 1 + Integer.BYTES;

    private final MacKeys keys;
    private final String stream;

    /** The form of records of one stream; those of another are not authentic in it. */
    RecordFrame(MacKeys keys, String stream) {
        this.keys = keys;
        this.stream = stream;
    }

    byte[] write(byte[] record) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER + record.length + MacKeys.MAC_BYTES)
                .put(VERSION)
                .putInt(keys.current())
                .put(record);
        byte[] mac = mac(keys.current(), frame.array());
        return frame.put(mac == null ? new byte[MacKeys.MAC_BYTES] : mac).array();
    }

    /** The record in a frame, or {@code null} when the frame is not authentic. */
    byte @Nullable [] read(byte[] frame) {
        if (frame.length < HEADER + MacKeys.MAC_BYTES || frame[0] != VERSION) {
            return null;
        }
        byte[] mac = mac(ByteBuffer.wrap(frame).getInt(1), frame);
        int end = frame.length - MacKeys.MAC_BYTES;
        return mac != null && MessageDigest.isEqual(mac, Arrays.copyOfRange(frame, end, frame.length))
                ? Arrays.copyOfRange(frame, HEADER, end)
                : null;
    }

    /** The record of a message of a stream, or {@code null} when it bears no authentic frame. */
    byte @Nullable [] read(StreamMessage<byte[], byte[]> message) {
        byte[] frame = message.getBody().size() == 1
                ? message.getBody().values().iterator().next()
                : null;
        return frame == null ? null : read(frame);
    }

    private byte @Nullable [] mac(int secret, byte[] frame) {
        Mac mac = keys.of(secret, "stream", stream, "");
        if (mac == null) {
            return null;
        }
        mac.update(frame, 0, frame.length - MacKeys.MAC_BYTES);
        return mac.doFinal();
    }
}
