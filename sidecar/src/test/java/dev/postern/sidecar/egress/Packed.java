package dev.postern.sidecar.egress;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/** Contents packed and unpacked by the JDK's own streams. */
public final class Packed {

    private Packed() {}

    public static byte[] gzip(byte[] content) {
        return pack(ContentCoding.GZIP, content);
    }

    static byte[] pack(ContentCoding coding, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream in =
                coding == ContentCoding.GZIP ? new GZIPOutputStream(out) : new DeflaterOutputStream(out)) {
            in.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static byte[] gunzip(byte[] packed) {
        return unpack(ContentCoding.GZIP, packed);
    }

    static byte[] unpack(ContentCoding coding, byte[] packed) {
        InputStream bytes = new ByteArrayInputStream(packed);
        try (InputStream in =
                coding == ContentCoding.GZIP ? new GZIPInputStream(bytes) : new InflaterInputStream(bytes)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A gzip member whose head names the file it was made of. */
    static byte[] named(String name, byte[] content) {
        byte[] plain = gzip(content);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, 3);
        out.write(1 << 3);
        out.write(plain, 4, 6);
        out.writeBytes(name.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        out.write(0);
        out.write(plain, 10, plain.length - 10);
        return out.toByteArray();
    }
}
