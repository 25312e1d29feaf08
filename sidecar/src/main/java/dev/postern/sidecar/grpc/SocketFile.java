package dev.postern.sidecar.grpc;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file of a Unix socket, from before it is bound until it is removed. It is bound in a directory that only its owner
 * can enter and moved to its place with its permissions set, so that nobody can slip in before.
 */
final class SocketFile {

    private final Path path;
    private final int mode;
    private final Path nursery;
    private @Nullable Object identity;

    private SocketFile(Path path, int mode, Path nursery) {
        this.path = path;
        this.mode = mode;
        this.nursery = nursery;
    }

    /**
     * Prepares a place for a socket.
     *
     * @throws BindException when another process listens there, or something that is no socket is in the way
     */
    static SocketFile prepare(Path path, int mode) throws IOException {
        refuseIfTaken(path);
        Path parent = Objects.requireNonNull(path.getParent(), "an absolute path has a parent");
        return new SocketFile(
                path,
                mode,
                Files.createTempDirectory(parent, ".s", PosixFilePermissions.asFileAttribute(permissions(0700))));
    }

    /** Where to bind. */
    Path unpublished() {
        return nursery.resolve("s");
    }

    /** Puts the bound socket in its place, over a dead one if there is one. */
    void publish() throws IOException {
        Files.setPosixFilePermissions(unpublished(), permissions(mode));
        identity = identity(unpublished());
        Files.move(unpublished(), path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.delete(nursery);
    }

    /** Removes what was made, but not a socket that another process has put there since. */
    void remove() throws IOException {
        Files.deleteIfExists(unpublished());
        Files.deleteIfExists(nursery);
        if (identity != null && identity.equals(identity(path))) {
            Files.deleteIfExists(path);
        }
    }

    private static void refuseIfTaken(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new BindException(path + " is in the way, expected a socket or nothing");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException nobodyListens) {
            return;
        }
        throw new BindException(path + " is listened on by another process");
    }

    private static @Nullable Object identity(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** The permission bits of {@code mode}, such as {@code 0660}. */
    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] fromOwnerRead = PosixFilePermission.values();
        for (int i = 0; i < fromOwnerRead.length; i++) {
            if ((mode & (0400 >> i)) != 0) {
                permissions.add(fromOwnerRead[i]);
            }
        }
        return permissions;
    }
}
