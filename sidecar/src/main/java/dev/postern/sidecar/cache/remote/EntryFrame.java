package dev.postern.sidecar.cache.remote;

import dev.postern.sidecar.cache.Entry;
import dev.postern.sidecar.cache.Epochs;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import org.jspecify.annotations.Nullable;

/**
 * The form of an entry in the store:
 *
 * <pre>
 * version u8 = 1 | flags u8, 1 = payload is LZ4 | number of the secret u32
 * epochs: tenant u64, subject u64, revocation u64 | from u64 | until u64, milliseconds
 * length u32, what it is about | plain length u32 | stored length u32, payload | HMAC-SHA-256, 32 bytes
 * </pre>
 *
 * All numbers are big-endian. The authenticator covers the length and bytes of the name in the store, then everything before
 * itself, with a key that belongs to the tenant and the bundle. Thread-safe.
 */
final class EntryFrame {

    private static final byte VERSION = 1;
    private static final byte COMPRESSED = 1;
    private static final int HEADER = 2 + Integer.BYTES + 5 * Long.BYTES;
    private static final int FRAMING = HEADER + 3 * Integer.BYTES + MacKeys.MAC_BYTES;
    /** Payloads longer than this are compressed. */
    private static final int COMPRESS_ABOVE = 1 << 10;

    private static final String USE = "entry";

    private final MacKeys keys;
    private final int largest;
    private final LZ4Factory lz4 = LZ4Factory.fastestInstance();

    /**
     * A form of entries.
     *
     * @param largest frame that is read or written, and largest payload, in bytes
     */
    EntryFrame(MacKeys keys, int largest) {
        this.keys = keys;
        this.largest = largest;
    }

    /** Most bytes of a frame. */
    int largest() {
        return largest;
    }

    /** What came of reading a frame. */
    sealed interface Reading {

        record Good(Entry entry) implements Reading {}

        record Bad(Rejection rejection) implements Reading {}
    }

    /** The frame of an entry, or an empty one when it would be too large. */
    byte[] write(StoreKey key, Entry entry) {
        byte[] plain = entry.payload();
        byte[] stored = plain.length > COMPRESS_ABOVE ? compressed(plain) : plain;
        int size = FRAMING + key.about().length + stored.length;
        Mac mac = keys.of(keys.current(), USE, key.tenant(), key.bundleDigest());
        if (size > largest || plain.length > largest || mac == null) {
            return new byte[0];
        }
        ByteBuffer frame = ByteBuffer.allocate(size)
                .put(VERSION)
                .put(stored.length < plain.length ? COMPRESSED : 0)
                .putInt(keys.current());
        Epochs epochs = entry.epochs();
        frame.putLong(epochs.tenant()).putLong(epochs.subject()).putLong(epochs.revocation());
        frame.putLong(entry.fromMillis()).putLong(entry.untilMillis());
        frame.putInt(key.about().length).put(key.about());
        frame.putInt(plain.length).putInt(stored.length).put(stored);
        return frame.put(mac(mac, key, frame.array())).array();
    }

    /**
     * Reads what the store holds under {@code key}. Nothing but lengths and the number of the secret is looked at before
     * the authenticator has been verified.
     *
     * @param floor epochs below which an entry is of no use
     */
    Reading read(StoreKey key, byte[] bytes, Epochs floor, long nowMillis) {
        if (bytes.length > largest) {
            return new Reading.Bad(Rejection.TOO_LARGE);
        }
        if (bytes.length < FRAMING || bytes[0] != VERSION || (bytes[1] & ~COMPRESSED) != 0) {
            return new Reading.Bad(Rejection.MALFORMED);
        }
        ByteBuffer frame = ByteBuffer.wrap(bytes, 0, bytes.length - MacKeys.MAC_BYTES);
        boolean compressed = frame.getShort() == (VERSION << 8 | COMPRESSED);
        Mac mac = keys.of(frame.getInt(), USE, key.tenant(), key.bundleDigest());
        if (mac == null) {
            return new Reading.Bad(Rejection.KEY);
        }
        byte[] found = Arrays.copyOfRange(bytes, frame.limit(), bytes.length);
        if (!MessageDigest.isEqual(mac(mac, key, bytes), found)) {
            return new Reading.Bad(Rejection.MAC);
        }
        return readAuthentic(key, bytes, frame, compressed, floor, nowMillis);
    }

    private Reading readAuthentic(
            StoreKey key, byte[] bytes, ByteBuffer frame, boolean compressed, Epochs floor, long nowMillis) {
        Epochs epochs = new Epochs(frame.getLong(), frame.getLong(), frame.getLong());
        long from = frame.getLong();
        long until = frame.getLong();
        int about = frame.getInt();
        if (about < 0 || about > frame.remaining() - 2 * Integer.BYTES) {
            return new Reading.Bad(Rejection.MALFORMED);
        }
        if (!Arrays.equals(bytes, frame.position(), frame.position() + about, key.about(), 0, key.about().length)) {
            return new Reading.Bad(Rejection.OTHER);
        }
        if (!epochs.cover(floor)) {
            return new Reading.Bad(Rejection.EPOCH);
        }
        if (nowMillis < from || nowMillis >= until) {
            return new Reading.Bad(Rejection.TIME);
        }
        frame.position(frame.position() + about);
        byte[] payload = payload(bytes, frame, compressed);
        return payload == null
                ? new Reading.Bad(Rejection.PAYLOAD)
                : new Reading.Good(new Entry(payload, key.bundleDigest(), epochs, from, until));
    }

    private byte @Nullable [] payload(byte[] bytes, ByteBuffer frame, boolean compressed) {
        int plain = frame.getInt();
        int stored = frame.getInt();
        if (plain < 0 || plain > largest || stored != frame.remaining() || (!compressed && stored != plain)) {
            return null;
        }
        byte[] payload = new byte[plain];
        if (!compressed) {
            frame.get(payload);
            return payload;
        }
        try {
            int length = lz4.safeDecompressor().decompress(bytes, frame.position(), stored, payload, 0, plain);
            return length == plain ? payload : null;
        } catch (LZ4Exception broken) {
            return null;
        }
    }

    private byte[] compressed(byte[] plain) {
        byte[] compressed = lz4.fastCompressor().compress(plain);
        return compressed.length < plain.length ? compressed : plain;
    }

    /** Over the name and all of {@code frame} but the place of the authenticator. */
    private static byte[] mac(Mac mac, StoreKey key, byte[] frame) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, key.name().length));
        mac.update(key.name());
        mac.update(frame, 0, frame.length - MacKeys.MAC_BYTES);
        return mac.doFinal();
    }
}
