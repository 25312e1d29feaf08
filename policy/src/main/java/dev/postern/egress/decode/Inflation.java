package dev.postern.egress.decode;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates one text after another, each within a bound, by inflaters that are made once: to make one costs more than a short text
 * does, and a hostile content has thousands of those. Not thread-safe.
 */
public final class Inflation implements AutoCloseable {

    private static final int TRAILER = 8;

    private final CRC32 check = new CRC32();
    private final byte[] buffer = new byte[8_192];
    private @Nullable Inflater bare;
    private @Nullable Inflater zlib;

    /** How an inflation ended. */
    private enum Ending {
        WHOLE,
        DAMAGED,
        TOO_LARGE
    }

    /**
     * What inflating brought.
     *
     * @param whole whether it is all there is
     */
    public record Inflated(Layer layer, boolean whole) {}

    /**
     * Inflates what {@linkplain Compressed#begins begins} as gzip or zlib do. What is damaged cannot be read by whoever
     * receives it either; what came before the damage can.
     *
     * @param begin where the compressed bytes begin in the text they came from, {@code end} where they end
     * @param most the most bytes to bring
     * @param cut whether the compressed bytes are known to be cut short
     * @param within how the compressed bytes themselves were encoded, {@code base64/}; empty when they were not
     */
    public Inflated inflate(byte[] bytes, int length, int begin, int end, int most, boolean cut, String within) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean gzip = Compressed.gzip(bytes, length);
        Ending ending = gzip ? members(bytes, length, most, out) : stream(zlib(), bytes, 0, length, most, out);
        boolean whole = ending == Ending.WHOLE || (ending == Ending.DAMAGED && !cut);
        byte[] inflated = out.toByteArray();
        return new Inflated(
                new Layer(within + (gzip ? "gzip" : "zlib"), inflated, inflated.length, new Origins.Span(begin, end)),
                whole);
    }

    /** Frees the inflaters; they are made anew when they are needed again. */
    @Override
    public void close() {
        if (bare != null) {
            bare.end();
            bare = null;
        }
        if (zlib != null) {
            zlib.end();
            zlib = null;
        }
    }

    /** All members, one behind another; what comes behind the last one is not compressed. */
    private Ending members(byte[] bytes, int length, int most, ByteArrayOutputStream out) {
        Inflater inflater = bare();
        int at = GzipHeader.end(bytes, 0, length);
        do {
            if (at <= 0) {
                return Ending.DAMAGED;
            }
            int before = out.size();
            check.reset();
            Ending ending = stream(inflater, bytes, at, length, most, out);
            if (ending != Ending.WHOLE) {
                return ending;
            }
            int trailer = length - inflater.getRemaining();
            boolean sound = length - trailer >= TRAILER
                    && little(bytes, trailer) == (int) check.getValue()
                    && little(bytes, trailer + 4) == out.size() - before;
            if (!sound) {
                return Ending.DAMAGED;
            }
            int next = trailer + TRAILER;
            at = next == length ? -1 : GzipHeader.end(bytes, next, length);
        } while (at >= 0);
        return Ending.WHOLE;
    }

    private Ending stream(Inflater inflater, byte[] bytes, int from, int to, int most, ByteArrayOutputStream out) {
        inflater.reset();
        inflater.setInput(bytes, from, to - from);
        Ending ending = Ending.WHOLE;
        while (ending == Ending.WHOLE && !inflater.finished()) {
            long before = inflater.getBytesWritten();
            try {
                boolean stuck = inflater.inflate(buffer) == 0 && !inflater.finished();
                ending = stuck ? Ending.DAMAGED : Ending.WHOLE;
            } catch (DataFormatException damaged) {
                ending = Ending.DAMAGED;
            }
            int came = (int) (inflater.getBytesWritten() - before);
            if (out.size() + came > most) {
                return Ending.TOO_LARGE;
            }
            check.update(buffer, 0, came);
            out.write(buffer, 0, came);
        }
        return ending;
    }

    private Inflater bare() {
        bare = bare == null ? new Inflater(true) : bare;
        return bare;
    }

    private Inflater zlib() {
        zlib = zlib == null ? new Inflater() : zlib;
        return zlib;
    }

    private static int little(byte[] bytes, int at) {
        return (bytes[at] & 0xff)
                | ((bytes[at + 1] & 0xff) << 8)
                | ((bytes[at + 2] & 0xff) << 16)
                | ((bytes[at + 3] & 0xff) << 24);
    }
}
