package dev.postern.sidecar.egress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Encodes one content in memory. Not thread-safe; to be closed. */
final class Encoding implements AutoCloseable {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final DeflaterOutputStream in;

    /** Encodes as {@link ContentCoding#GZIP} or {@link ContentCoding#DEFLATE}. */
    Encoding(ContentCoding coding) {
        try {
            this.in = coding == ContentCoding.GZIP ? new GZIPOutputStream(out) : new DeflaterOutputStream(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many bytes of it there are by now. */
    int size() {
        return out.size();
    }

    void write(byte[] bytes, int count) {
        try {
            in.write(bytes, 0, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the content; all of it, encoded. */
    byte[] end() {
        close();
        return out.toByteArray();
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
