package dev.postern.sidecar.egress;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one content as it comes. What two readers could read differently is damage: a wrong checksum, bytes behind the
 * end, a second gzip member, a preset dictionary. Not thread-safe; to be closed.
 */
final class Decoding implements AutoCloseable {

    private static final int PIECE = 16 << 10;
    private static final int TAIL = 8;

    private enum Place {
        HEAD,
        CONTENT,
        TAIL,
        END,
        DAMAGE
    }

    private final boolean gzip;
    private final GzipHead head = new GzipHead();
    private final Inflater inflater;
    private final CRC32 sum = new CRC32();
    private byte[] tail = {};
    private boolean empty = true;
    private Place place;

    /** Decodes {@link ContentCoding#GZIP} or {@link ContentCoding#DEFLATE}. */
    Decoding(ContentCoding coding) {
        this.gzip = coding == ContentCoding.GZIP;
        this.inflater = new Inflater(gzip);
        this.place = gzip ? Place.HEAD : Place.CONTENT;
    }

    /** A whole content decoded; {@code null} when it cannot be, is larger than {@code most}, or comes with anything else. */
    static byte @Nullable [] whole(ContentCoding coding, byte[] content, long most) {
        if (coding == ContentCoding.UNKNOWN) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Decoding decoding = new Decoding(coding)) {
            boolean read = decoding.push(content, piece -> {
                out.writeBytes(piece);
                return out.size() <= most;
            });
            return read && decoding.isWhole() && decoding.isBare() ? out.toByteArray() : null;
        }
    }

    /**
     * Takes the next part.
     *
     * @param sink takes what it decodes to, piece by piece; ends the decoding with {@code false}
     * @return whether all of it could be decoded, and the sink took it
     */
    boolean push(byte[] part, Predicate<byte[]> sink) {
        empty &= part.length == 0;
        int from = 0;
        if (place == Place.HEAD) {
            int before = head.taken();
            int length = head.take(part);
            place = length < 0 ? Place.DAMAGE : length == 0 ? Place.HEAD : Place.CONTENT;
            from = length <= 0 ? part.length : length - before;
        }
        if (place == Place.CONTENT) {
            from = inflate(part, from, sink);
        }
        if (from < part.length && (place == Place.TAIL || place == Place.END)) {
            end(part, from);
        }
        return place != Place.DAMAGE;
    }

    /** Whether the content has come to its end; no content at all is whole, too. */
    boolean isWhole() {
        return place == Place.END || (empty && place != Place.DAMAGE);
    }

    /** Whether nothing came but the content, no name or comment of a file. */
    boolean isBare() {
        return !gzip || empty || head.isBare();
    }

    @Override
    public void close() {
        inflater.end();
    }

    /** Inflates what is left of a part; where in it the compressed bytes end. */
    private int inflate(byte[] part, int from, Predicate<byte[]> sink) {
        byte[] piece = new byte[PIECE];
        inflater.setInput(part, from, part.length - from);
        try {
            int count = inflater.inflate(piece);
            while (count > 0) {
                sum.update(piece, 0, count);
                if (!sink.test(Arrays.copyOf(piece, count))) {
                    place = Place.DAMAGE;
                    return part.length;
                }
                count = inflater.inflate(piece);
            }
        } catch (DataFormatException damaged) {
            place = Place.DAMAGE;
        }
        if (inflater.finished()) {
            place = gzip ? Place.TAIL : Place.END;
        } else if (inflater.needsDictionary()) {
            place = Place.DAMAGE;
        }
        return part.length - inflater.getRemaining();
    }

    private void end(byte[] part, int from) {
        int before = tail.length;
        int count = part.length - from;
        if (place == Place.END || before + count > TAIL) {
            place = Place.DAMAGE;
            return;
        }
        tail = Arrays.copyOf(tail, before + count);
        System.arraycopy(part, from, tail, before, count);
        if (tail.length == TAIL) {
            boolean right = number(0) == sum.getValue() && number(4) == (inflater.getBytesWritten() & 0xffffffffL);
            place = right ? Place.END : Place.DAMAGE;
        }
    }

    private long number(int at) {
        return (tail[at] & 0xffL)
                | (tail[at + 1] & 0xffL) << 8
                | (tail[at + 2] & 0xffL) << 16
                | (tail[at + 3] & 0xffL) << 24;
    }
}
