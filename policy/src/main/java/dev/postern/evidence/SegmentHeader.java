package dev.postern.evidence;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.ByteReader;
import dev.postern.crypto.DamagedException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What a segment says of itself at its beginning. It holds all that is needed to go on from there, and ties the segment
 * to the one before.
 *
 * @param boot the run of the sidecar that wrote it
 * @param createdMillis since the epoch
 * @param firstLeaf index of its first leaf in the log
 * @param previous SHA-256 of the segment before up to its footer, zeros when there was none
 * @param next for each lane of the run the number that comes next; empty where the run begins
 * @param frontier the tree before its first leaf, as {@link Frontier#encode} wrote it
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out
public record SegmentHeader(
        String origin,
        String instance,
        long boot,
        long createdMillis,
        long firstLeaf,
        TreeHash previous,
        SortedMap<Integer, Long> next,
        byte[] frontier) {

    /** Bytes of the longest header that is read. */
    public static final int MOST_BYTES = 1 << 16;

    private static final long MAGIC = 0x5053_544e_4c4f_4731L;
    private static final int FIXED = 16;
    private static final int VERSION = 1;

    public SegmentHeader {
        next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
        frontier = frontier.clone();
    }

    @Override
    public byte[] frontier() {
        return frontier.clone();
    }

    public byte[] encode() {
        ByteBuilder out = new ByteBuilder(512);
        out.u64(MAGIC).u32(0).u32(0).u8(VERSION).text(origin).text(instance);
        out.u64(boot).u64(createdMillis).u64(firstLeaf).bytes(previous.toByteArray());
        out.varint(next.size());
        next.forEach((lane, number) -> out.varint(lane).varint(number));
        out.varint(frontier.length).bytes(frontier);
        out.setU32(12, out.size() - FIXED);
        out.setU32(8, sum(out.array(), out.size()));
        return out.toByteArray();
    }

    /** The header that begins {@code bytes}; what follows it is left alone. */
    public static SegmentHeader parse(byte[] bytes) throws DamagedException {
        int length = length(bytes);
        if (length > bytes.length) {
            throw new DamagedException("segment header is cut off");
        }
        ByteReader in = new ByteReader(bytes, 8, length - 8);
        if (in.u32() != sum(bytes, length)) {
            throw new DamagedException("segment header does not have its sum");
        }
        in.u32();
        if (in.u8() != VERSION) {
            throw new DamagedException("segment of an unknown version, expected " + VERSION);
        }
        String origin = in.text();
        String instance = in.text();
        long boot = in.u64();
        long created = in.u64();
        long first = in.u64();
        TreeHash previous = TreeHash.at(bytes, in.skip(TreeHash.BYTES));
        SortedMap<Integer, Long> next = new TreeMap<>();
        for (int rest = in.count(LaneNumbers.MOST_LANES); rest > 0; rest--) {
            next.put(in.count(LaneNumbers.MOST_LANES), in.varint());
        }
        byte[] frontier = in.bytes(in.count(MOST_BYTES));
        in.end();
        return new SegmentHeader(origin, instance, boot, created, first, previous, next, frontier);
    }

    /** How many bytes the header at the beginning of {@code bytes} takes. */
    public static int length(byte[] bytes) throws DamagedException {
        ByteReader in = new ByteReader(bytes);
        if (in.u64() != MAGIC) {
            throw new DamagedException("not an evidence segment");
        }
        in.u32();
        int rest = in.u32();
        if (rest < 0 || rest > MOST_BYTES) {
            throw new DamagedException("segment header of " + rest + " bytes, expected at most " + MOST_BYTES);
        }
        return FIXED + rest;
    }

    /** Whether a file can be one whose header was being written when the power went: each byte of its mark is there, or 0. */
    public static boolean isTorn(byte[] file) {
        for (int i = 0; i < Math.min(Long.BYTES, file.length); i++) {
            if (file[i] != 0 && file[i] != (byte) (MAGIC >>> (Long.SIZE - Byte.SIZE * (i + 1)))) {
                return false;
            }
        }
        return true;
    }

    private static int sum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 12, length - 12);
        return (int) crc.getValue();
    }
}
