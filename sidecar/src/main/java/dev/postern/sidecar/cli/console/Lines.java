package dev.postern.sidecar.cli.console;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of bytes, one at a time and none longer than a bound; what goes beyond it is read and dropped. */
public final class Lines {

    private static final int FIRST_CAPACITY = 8_192;

    private final InputStream in;
    private final int maxBytes;
    private byte[] line = new byte[FIRST_CAPACITY];
    private int length;
    private boolean cut;

    /** Lines of at most {@code maxBytes} each; the stream is not closed. */
    public Lines(InputStream in, int maxBytes) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.maxBytes = maxBytes;
    }

    /** Moves to the next line; false at the end. */
    public boolean next() throws IOException {
        length = 0;
        cut = false;
        int c = in.read();
        if (c < 0) {
            return false;
        }
        for (; c >= 0 && c != '\n'; c = in.read()) {
            append((byte) c);
        }
        return true;
    }

    /** The bytes of the line, without its end; valid up to {@link #length()} and until the next line. */
    public byte[] bytes() {
        return line;
    }

    /** How many of {@link #bytes()} are the line. */
    public int length() {
        return length;
    }

    /** Whether the line was longer than allowed. */
    public boolean cut() {
        return cut;
    }

    /** Whether nothing but white space is on it. */
    public boolean blank() {
        for (int i = 0; i < length; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    /** Whether more input is there already. */
    public boolean ready() throws IOException {
        return in.available() > 0;
    }

    private void append(byte b) {
        if (length == maxBytes) {
            cut = true;
            return;
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, Math.min(maxBytes, length * 2));
        }
        line[length++] = b;
    }
}
