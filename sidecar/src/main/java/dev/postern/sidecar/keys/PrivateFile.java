package dev.postern.sidecar.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/**
 * A small file that nobody but its owner may read, of mode 0600 or 0400. On file systems without POSIX modes the modes are
 * not looked at.
 */
public final class PrivateFile {

    private static final int MAX_BYTES = 4096;
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private PrivateFile() {}

    /**
     * The bytes of {@code file}.
     *
     * @throws BadKeyFileException when others may read it, or it is too large
     * @throws IOException when it cannot be read
     */
    static byte[] read(Path file) throws IOException, BadKeyFileException {
        if (hasModes(file)) {
            Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file);
            if (modes.stream().anyMatch(OTHERS::contains)) {
                throw new BadKeyFileException(
                        file, "mode " + PosixFilePermissions.toString(modes) + " lets others in, expected 0600");
            }
        }
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new BadKeyFileException(file, size + " bytes, expected a key of at most " + MAX_BYTES);
        }
        return Files.readAllBytes(file);
    }

    /** A password, without the end of its line. */
    public static String password(Path file) throws IOException, BadKeyFileException {
        byte[] bytes = read(file);
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        Arrays.fill(bytes, (byte) 0);
        if (text.isEmpty()) {
            throw new BadKeyFileException(file, "empty, expected a password");
        }
        return text;
    }

    /** A secret: 64 hexadecimal digits or more, or 32 raw bytes or more. */
    public static byte[] secret(Path file) throws IOException, BadKeyFileException {
        byte[] bytes = read(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        if (text.matches("([0-9a-fA-F]{2}){32,}")) {
            Arrays.fill(bytes, (byte) 0);
            return HexFormat.of().parseHex(text);
        }
        if (bytes.length < 32) {
            throw new BadKeyFileException(file, bytes.length + " bytes, expected a secret of at least 32");
        }
        return bytes;
    }

    static boolean hasModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
