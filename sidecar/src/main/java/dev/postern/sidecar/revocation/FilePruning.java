package dev.postern.sidecar.revocation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Rewrites a file of acts of revoking without those that are settled, once they are a quarter of it. The new file is whole
 * and synced before it takes the place of the old one: a crash leaves the one or the other. Whoever prunes holds the
 * record's lock.
 */
final class FilePruning {

    private static final int WORTH = 4;

    private final Path file;

    /** Prunes {@code record}, or what it is a link to. */
    FilePruning(Path record) throws IOException {
        this.file = record.toRealPath();
    }

    /** How many acts were dropped that are settled at {@code now}, in seconds since the epoch. */
    int prune(long now) throws IOException {
        try (RecordFile record = RecordFile.open(file)) {
            Count count = new Count();
            FilePosition end = record.forEach(act -> count.add(act, now));
            if (count.settled == 0 || WORTH * count.settled < count.all) {
                return 0;
            }
            replace(write(record, record.head().next(end.offset(), count.keptBytes), now));
            return (int) count.settled;
        }
    }

    /** The new file, beside the old one. */
    private Path write(RecordFile record, RecordHead head, long now) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".pruned");
        try (FileChannel channel = FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
            Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(file));
            out.write(head.line().getBytes(US_ASCII));
            record.forEach(act -> {
                if (!act.isSettled(now)) {
                    out.write(line(act));
                }
            });
            out.flush();
            channel.force(true);
        }
        return fresh;
    }

    private void replace(Path fresh) throws IOException {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        RecordFile.syncDirectory(file);
    }

    private static byte[] line(Revocation act) {
        return (RevocationText.print(act) + "\n").getBytes(US_ASCII);
    }

    private static final class Count {

        private long settled;
        private long all;
        private long keptBytes;

        void add(Revocation act, long now) {
            all++;
            if (act.isSettled(now)) {
                settled++;
            } else {
                keptBytes += line(act).length;
            }
        }
    }
}
