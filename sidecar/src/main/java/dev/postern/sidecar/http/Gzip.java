package dev.postern.sidecar.http;

import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpHeaderNames;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Compresses bodies for clients that ask for it. */
final class Gzip {

    /** Below this, one packet carries the body either way. */
    static final int WORTHWHILE_BYTES = 1400;

    private Gzip() {}

    /** Whether {@code Accept-Encoding} names gzip, or everything, and does not weigh it with zero. */
    static boolean accepted(HttpHeaders headers) {
        for (String coding : headers.get(HttpHeaderNames.ACCEPT_ENCODING, "").split(",", -1)) {
            String[] parts = coding.toLowerCase(Locale.ROOT).split(";", 2);
            String name = parts[0].strip();
            if (name.equals("gzip") || name.equals("*")) {
                return parts.length == 1 || !parts[1].strip().matches("q=0(\\.0*)?");
            }
        }
        return false;
    }

    static byte[] compress(byte[] body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("a body in memory could not be compressed", e);
        }
        return compressed.toByteArray();
    }
}
