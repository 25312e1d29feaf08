package dev.postern.policy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bundle as one sequence of bytes: path and text of each file that counts, in order, each after the number of its bytes
 * (4 bytes, big-endian). Their SHA-256 is the digest of the bundle, so the digest is also the name under which a bundle
 * can be kept and found again.
 */
public final class BundleText {

    private BundleText() {}

    /** The bytes of a bundle. */
    public static byte[] of(List<SourceFile> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (SourceFile file : BundleFiles.of(files).all()) {
            write(out, file.path());
            write(out, file.text());
        }
        return out.toByteArray();
    }

    /** The files of a bundle out of its bytes, or {@code null} when they are no bundle's. */
    public static @Nullable List<SourceFile> parse(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        List<SourceFile> files = new ArrayList<>();
        while (in.hasRemaining()) {
            String path = read(in);
            String text = path == null ? null : read(in);
            if (path == null || text == null) {
                return null;
            }
            files.add(new SourceFile(path, text));
        }
        return files;
    }

    private static void write(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    private static @Nullable String read(ByteBuffer in) {
        int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
        if (length < 0 || length > in.remaining()) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
