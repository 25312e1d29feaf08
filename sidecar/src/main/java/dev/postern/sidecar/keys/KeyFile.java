package dev.postern.sidecar.keys;

import dev.postern.crypto.KeyEncoding;
import dev.postern.crypto.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A signing key in a file: PKCS#8 PEM or 32 raw bytes, of mode 0600 or 0400. What a file held is overwritten in memory
 * once the key is made. On file systems without POSIX modes the modes are not looked at.
 */
public final class KeyFile {

    private static final int MAX_BYTES = 4096;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private KeyFile() {}

    /**
     * The key in {@code file}.
     *
     * @throws BadKeyFileException when others may read it, or it holds no key
     * @throws IOException when it cannot be read
     */
    public static SigningKey read(Path file) throws IOException {
        byte[] bytes = PrivateFile.bytes(file, MAX_BYTES);
        byte[] seed = KeyEncoding.parsePrivate(bytes);
        Arrays.fill(bytes, (byte) 0);
        if (seed == null) {
            throw new BadKeyFileException(file, "no signing key, expected Ed25519 as PKCS#8 PEM or 32 raw bytes");
        }
        SigningKey key = SigningKey.ofSeed(seed);
        Arrays.fill(seed, (byte) 0);
        return key;
    }

    /**
     * A new key, written to {@code file}, which must not exist yet.
     *
     * @param random cryptographically secure but in tests
     * @throws java.nio.file.FileAlreadyExistsException when it does
     */
    public static SigningKey generate(Path file, RandomGenerator random) throws IOException {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        random.nextBytes(seed);
        byte[] pem = KeyEncoding.printPrivatePem(seed);
        SigningKey key = SigningKey.ofSeed(seed);
        Arrays.fill(seed, (byte) 0);
        try (SeekableByteChannel out = create(file)) {
            write(out, pem);
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
        return key;
    }

    /**
     * Puts a new key in the place of the one in {@code file}, which goes to {@code previous}. At every moment {@code file}
     * holds one of the two.
     *
     * @throws java.nio.file.FileAlreadyExistsException when {@code previous} exists: an earlier rotation's overlap has
     *     not been ended yet
     */
    public static SigningKey rotate(Path file, Path previous, RandomGenerator random) throws IOException {
        read(file).destroy();
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.createLink(previous, file);
        try {
            SigningKey key = generate(fresh, random);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return key;
        } catch (IOException notWritten) {
            Files.deleteIfExists(previous);
            throw notWritten;
        }
    }

    /** Where the key that {@code file} held before is kept while both count. */
    public static Path previous(Path file) {
        return file.resolveSibling(file.getFileName() + ".previous");
    }

    private static SeekableByteChannel create(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return parent != null && PrivateFile.hasModes(parent)
                ? Files.newByteChannel(file, options, PosixFilePermissions.asFileAttribute(OWNER_ONLY))
                : Files.newByteChannel(file, options, new FileAttribute<?>[0]);
    }

    private static void write(SeekableByteChannel out, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            out.write(rest);
        }
        if (out instanceof FileChannel file) {
            file.force(true);
        }
    }
}
