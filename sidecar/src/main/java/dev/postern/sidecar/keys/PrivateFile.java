package dev.postern.sidecar.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * A small file that nobody but its owner may read, of mode 0600 or 0400. A process that is not root also takes root's file
 * of mode 0440 or 0640: so does Kubernetes hand a mounted secret to a pod's group. On file systems without POSIX modes the
 * modes are not looked at.
 */
public final class PrivateFile {

    private static final int MAX_BYTES = 4096;
    private static final String ROOT = "root";
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private PrivateFile() {}

    /**
     * The bytes of {@code file}.
     *
     * @throws BadKeyFileException when others may read it, or it is larger than {@code most}
     * @throws IOException when it cannot be read
     */
    public static byte[] bytes(Path file, int most) throws IOException {
        require(file);
        long size = Files.size(file);
        if (size > most) {
            throw new BadKeyFileException(file, size + " bytes, expected a key of at most " + most);
        }
        return Files.readAllBytes(file);
    }

    /** A password, without the end of its line. */
    public static String password(Path file) throws IOException {
        byte[] bytes = bytes(file, MAX_BYTES);
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        Arrays.fill(bytes, (byte) 0);
        if (text.isEmpty()) {
            throw new BadKeyFileException(file, "empty, expected a password");
        }
        return text;
    }

    /** A secret: 64 hexadecimal digits or more, or 32 raw bytes or more. */
    public static byte[] secret(Path file) throws IOException {
        byte[] bytes = bytes(file, MAX_BYTES);
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

    /**
     * Looks at the modes of a file that somebody else will read.
     *
     * @throws BadKeyFileException when others may read it
     */
    public static void require(Path file) throws IOException {
        if (!hasModes(file)) {
            return;
        }
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        Set<PosixFilePermission> modes = attributes.permissions();
        if (!isPrivate(modes, attributes.owner().getName(), System.getProperty("user.name", ""))) {
            throw new BadKeyFileException(
                    file, "mode " + PosixFilePermissions.toString(modes) + " lets others in, expected 0600");
        }
    }

    static boolean isPrivate(Set<PosixFilePermission> modes, String owner, String user) {
        Set<PosixFilePermission> others = new HashSet<>(modes);
        others.retainAll(OTHERS);
        if (owner.equals(ROOT) && !user.equals(ROOT)) {
            others.remove(PosixFilePermission.GROUP_READ);
        }
        return others.isEmpty();
    }

    static boolean hasModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
