package dev.postern.egress.detect;

import dev.postern.egress.decode.Base64Run;
import dev.postern.egress.decode.Compressed;
import dev.postern.egress.decode.HexRun;
import dev.postern.egress.decode.Inflation;

/**
 * Finds runs of base64 and hexadecimal digits and scans what is readable in them. A long run is opened in pieces that
 * overlap, so that memory stays bounded and nothing readable up to the overlap is cut. Not thread-safe.
 */
final class Runs {

    /** The shortest run that is opened: 12 bytes. */
    static final int MIN_RUN = 16;

    private static final int PIECE = 16 << 10;
    private static final int OVERLAP = 6 << 10;
    private static final int COMPRESSED = 64 << 10;
    /** Of longer runs only a first part is tried at other alignments than that of its beginning. */
    private static final int PROBE = 1 << 10;

    private final Pass pass;
    private byte[] scratch = new byte[0];

    Runs(Pass pass) {
        this.pass = pass;
    }

    /** Opens the runs from {@code start} on. */
    void walk(Text text, int start) {
        int at = start;
        while (at + MIN_RUN <= text.to) {
            int outside = Base64Run.lastOutside(text.bytes, at, at + MIN_RUN);
            at = outside >= at ? outside + 1 : piece(text, at);
        }
    }

    /** Opens a run, or the next piece of one, and returns where to go on. */
    private int piece(Text text, int from) {
        boolean compressed = compressed(text, from);
        int limit = compressed ? COMPRESSED : PIECE;
        int end = Base64Run.end(text.bytes, from, Math.min(text.to, from + limit));
        boolean cut = end - from >= limit;
        if (text.open && !cut && text.to - end <= 2) {
            pass.holdFrom(from);
            return text.to;
        }
        int next = cut && !compressed ? Base64Run.groupEnd(text.bytes, from, end - OVERLAP) : end;
        if (text.open) {
            pass.region(from, next);
        }
        if (compressed && inflate(text, from, end, cut)) {
            return next;
        }
        if (!discord(text, from, end)) {
            return text.to;
        }
        hex(text, from, end);
        base64(text, from, end);
        return next;
    }

    /** Looks whether a token of Discord begins with a run; false if its end is still to come. */
    private boolean discord(Text text, int from, int end) {
        if (!DiscordTokens.mayBegin(text, from, end)) {
            return true;
        }
        text.starved = false;
        int last = DiscordTokens.end(text, from, end);
        if (text.starved) {
            pass.holdFrom(from);
            return false;
        }
        if (last > end) {
            pass.sink().add(DiscordTokens.candidate(from, last));
        }
        return true;
    }

    private static boolean compressed(Text text, int from) {
        if (!Compressed.mayBegin(Base64Run.octet(text.bytes, from))) {
            return false;
        }
        byte[] begin = new byte[32];
        int length = Base64Run.decode(text.bytes, from, Math.min(text.to, from + 32), begin);
        return Compressed.begins(begin, length);
    }

    private boolean inflate(Text text, int from, int end, boolean cut) {
        byte[] out = scratch(end - from);
        int length = Base64Run.decode(text.bytes, from, end, out);
        Inflation.Inflated inflated =
                pass.inflation().inflate(out, length, from, end, pass.decodable(), cut, "base64/");
        if (inflated.layer().length() == 0) {
            return false;
        }
        pass.descend(inflated.layer(), from);
        if (!inflated.whole()) {
            pass.undecoded();
        }
        return true;
    }

    private void hex(Text text, int from, int end) {
        int digits = text.bytes[from] == '0' && (text.bytes[from + 1] | 32) == 'x' ? from + 2 : from;
        int last = HexRun.end(text.bytes, digits, end);
        if (last - digits < MIN_RUN || last < end - 1) {
            return;
        }
        byte[] out = scratch(end - from);
        int length = HexRun.decode(text.bytes, digits, last, out);
        for (int i = Legible.begin(out, 0, length);
                i >= 0;
                i = Legible.begin(out, Legible.end(out, i, length), length)) {
            pass.descend(HexRun.layer(out, digits, i, Legible.end(out, i, length)), from);
        }
    }

    /** A run may begin behind a path or a prefix: it is also tried behind separators, once for each alignment. */
    private void base64(Text text, int from, int end) {
        int tried = 1;
        base64At(text, from, end);
        int until = Math.min(end - MIN_RUN, from + PROBE);
        for (int i = from + 1; i <= until && tried != 15; i++) {
            int alignment = 1 << (i - from & 3);
            if ((tried & alignment) == 0 && separates(text.bytes[i - 1])) {
                tried |= alignment;
                if (end - from <= PROBE || readableAt(text, i)) {
                    base64At(text, i, end);
                }
            }
        }
    }

    private boolean readableAt(Text text, int from) {
        byte[] out = scratch(64);
        int length = Base64Run.decode(text.bytes, from, Math.min(text.to, from + 64), out);
        return Legible.begin(out, 0, length) >= 0;
    }

    private void base64At(Text text, int from, int end) {
        byte[] out = scratch(end - from);
        int length = Base64Run.decode(text.bytes, from, end, out);
        for (int i = Legible.begin(out, 0, length);
                i >= 0;
                i = Legible.begin(out, Legible.end(out, i, length), length)) {
            pass.descend(Base64Run.layer(text.bytes, from, end, out, i, Legible.end(out, i, length)), from);
        }
    }

    private byte[] scratch(int length) {
        if (scratch.length < length) {
            scratch = new byte[Math.max(length, 256)];
        }
        return scratch;
    }

    private static boolean separates(byte b) {
        return b == '/' || b == '-' || b == '_' || b == '+';
    }
}
