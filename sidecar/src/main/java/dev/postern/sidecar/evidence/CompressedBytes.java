package dev.postern.sidecar.evidence;

import java.io.IOException;

/** A segment whose file holds it compressed. Keeps one chunk decompressed, which is all that reading in order asks for. */
final class CompressedBytes implements SegmentBytes {

    private static final int NONE = -1;

    private final String name;
    private final DiskFile file;
    private final long size;
    /** Where each chunk begins in the file, and the last ends. */
    private final long[] starts;

    private final byte[] packed = new byte[ChunkTable.CHUNK_BYTES + Lz4Frame.FRAMING];
    private final byte[] chunk = new byte[ChunkTable.CHUNK_BYTES];
    private int current = NONE;

    CompressedBytes(String name, DiskFile file) throws IOException, CompressionException {
        this.name = name;
        this.file = file;
        try {
            ChunkTable table = ChunkTable.read(file);
            this.size = table.size();
            this.starts = new long[table.lengths().length + 1];
            starts[0] = ChunkTable.bytes(size);
            for (int i = 0; i < table.lengths().length; i++) {
                starts[i + 1] = starts[i] + table.lengths()[i];
            }
        } catch (CompressionException e) {
            throw new CompressionException(name + ": " + e.getMessage());
        }
    }

    static boolean isCompressed(DiskFile file) throws IOException {
        byte[] start = new byte[Integer.BYTES];
        return file.read(0, start, 0, start.length) == start.length && ChunkTable.isStart(start);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long at, byte[] into, int offset, int length) throws IOException, CompressionException {
        int wanted = (int) Math.min(length, size - at);
        for (int done = 0; done < wanted; ) {
            int from = (int) ((at + done) % ChunkTable.CHUNK_BYTES);
            turnTo((int) ((at + done) / ChunkTable.CHUNK_BYTES));
            int part = Math.min(wanted - done, ChunkTable.CHUNK_BYTES - from);
            System.arraycopy(chunk, from, into, offset + done, part);
            done += part;
        }
        return Math.max(wanted, 0);
    }

    @Override
    public boolean isEnded() {
        return true;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void turnTo(int which) throws IOException, CompressionException {
        if (which == current) {
            return;
        }
        current = NONE;
        int length = (int) (starts[which + 1] - starts[which]);
        int expected = (int) Math.min(ChunkTable.CHUNK_BYTES, size - (long) which * ChunkTable.CHUNK_BYTES);
        try {
            int read = file.read(starts[which], packed, 0, length);
            int held = Lz4Frame.decompress(packed, 0, read, chunk);
            if (held != expected) {
                throw new CompressionException("it holds " + held + " bytes, expected " + expected);
            }
        } catch (CompressionException e) {
            throw new CompressionException(name + ": chunk " + which + ": " + e.getMessage());
        }
        current = which;
    }
}
