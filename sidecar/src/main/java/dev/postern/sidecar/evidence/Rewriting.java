package dev.postern.sidecar.evidence;

import dev.postern.crypto.DamagedException;
import dev.postern.evidence.SegmentFooter;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Puts an ended segment into its compressed form. The compressed file is written beside the plain one, synced, read back
 * whole as every reader would, and only then takes its place in one step: whatever ends the process meanwhile leaves the
 * one or the other. Half of the time it does nothing, so that syncs others wait for are not held up. Used once.
 */
final class Rewriting {

    /** What came of it. */
    enum Outcome {
        COMPRESSED,
        /** It already was. */
        WAS_COMPRESSED,
        /** It would hardly become shorter, or is longer than may be compressed. */
        NOT_WORTH_IT,
        /** It was trimmed away meanwhile, or the process ends. */
        GIVEN_UP
    }

    private static final String UNFINISHED = ".tmp";
    /** Chunks after which it is clear whether compressing is worth it. */
    private static final int SAMPLE = 4;
    /** Worth it is what takes away this part of a segment. */
    private static final int PART = 16;

    private final Disk disk;
    private final String name;
    private final LongSupplier nanoTime;
    private final BooleanSupplier hurried;
    private final WritePath.Witness steps;
    private final Lz4Frame lz4 = new Lz4Frame();
    private final byte[] chunk = new byte[ChunkTable.CHUNK_BYTES];

    /** A rewriting of the segment {@code name}; {@code hurried} says when it has to be given up. */
    Rewriting(Disk disk, String name, LongSupplier nanoTime, BooleanSupplier hurried, WritePath.Witness steps) {
        this.disk = disk;
        this.name = name;
        this.nanoTime = nanoTime;
        this.hurried = hurried;
        this.steps = steps;
    }

    /** Rewrites the segment, unless there is a reason not to. What it found damaged stays as it is. */
    Outcome run() throws IOException, DamagedException {
        String fresh = name + UNFINISHED;
        Outcome outcome = write(fresh);
        if (outcome == Outcome.COMPRESSED) {
            verify(fresh);
            steps.took(WritePath.SEGMENT_COMPRESSED);
            outcome = replace(fresh) ? Outcome.COMPRESSED : Outcome.GIVEN_UP;
        }
        if (outcome != Outcome.COMPRESSED) {
            disk.delete(fresh);
        }
        return outcome;
    }

    private Outcome write(String fresh) throws IOException {
        try (DiskFile plain = disk.openExisting(name)) {
            if (CompressedBytes.isCompressed(plain)) {
                return Outcome.WAS_COMPRESSED;
            }
            long size = plain.size();
            if (size > ChunkTable.MOST_BYTES) {
                return Outcome.NOT_WORTH_IT;
            }
            try (DiskFile file = disk.open(fresh)) {
                file.truncate(0);
                return write(plain, size, file);
            }
        }
    }

    private Outcome write(DiskFile plain, long size, DiskFile file) throws IOException {
        int[] lengths = new int[ChunkTable.chunks(size)];
        long end = ChunkTable.bytes(size);
        for (int i = 0; i < lengths.length; i++) {
            if (hurried.getAsBoolean()) {
                return Outcome.GIVEN_UP;
            }
            long begun = nanoTime.getAsLong();
            int read = plain.read((long) i * ChunkTable.CHUNK_BYTES, chunk, 0, chunk.length);
            lengths[i] = lz4.compress(chunk, 0, read);
            file.write(end, lz4.array(), 0, lengths[i]);
            end += lengths[i];
            if (i == Math.min(SAMPLE, lengths.length) - 1) {
                long plainBytes = Math.min(size, (long) SAMPLE * ChunkTable.CHUNK_BYTES);
                if (end * PART > plainBytes * (PART - 1)) {
                    return Outcome.NOT_WORTH_IT;
                }
            }
            file.sync();
            LockSupport.parkNanos(this, nanoTime.getAsLong() - begun);
        }
        byte[] table = new ChunkTable(size, lengths).encode();
        file.write(0, table, 0, table.length);
        file.sync();
        return Outcome.COMPRESSED;
    }

    /** Reads what was written as fsck would, up to the digest in the footer. */
    private void verify(String fresh) throws IOException, DamagedException {
        try (SegmentReader written = SegmentReader.open(disk, fresh)) {
            SegmentDigest digest = new SegmentDigest(written.header());
            SegmentFooter footer = written.footer();
            if (written.advance(digest::add) != SegmentReader.End.FOOTER
                    || !digest.value().equals(footer.digest())) {
                throw new DamagedException(name + ": its digest is not that of its footer, it stays as it is");
            }
        }
    }

    /** Takes the place of the plain file, unless somebody trims the log, who may have taken it away. */
    private boolean replace(String fresh) throws IOException {
        try (Closeable alone = disk.lock(Names.REWRITE)) {
            if (alone == null || !disk.names().contains(name)) {
                return false;
            }
            disk.rename(fresh, name);
            steps.took(WritePath.SEGMENT_REPLACED);
            disk.syncNames();
            return true;
        }
    }
}
