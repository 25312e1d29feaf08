package dev.postern.evidence;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The growing edge of a Merkle tree: its size and its peaks, which is all that appending and the root need. Memory is
 * constant (4 KiB), an append costs one node hash on average and allocates nothing. Not thread-safe.
 *
 * <p>The peaks are those of a Merkle Mountain Range: one per bit set in the size. Bagged from the right to the left they
 * give the tree head of RFC 6962 §2.1 for the same leaves.
 */
public final class Frontier {

    /** Most leaves of a tree. */
    public static final long MAX_SIZE = 1L << 62;

    private static final int LEVELS = 63;

    /*
     * One slot per level, laid out as what a node hashes: 0x01 ‖ left ‖ right. The left part is the peak of that level
     * where the size has its bit; the right part is where the node that completes a pair is written. So a parent is
     * hashed straight out of its slot into the next, and nothing is copied.
     */
    private final byte[] slots = new byte[LEVELS * MerkleHasher.NODE_BYTES];

    private final MerkleHasher hasher = new MerkleHasher();
    private long size;

    /** The tree without leaves. */
    public Frontier() {
        for (int level = 0; level < LEVELS; level++) {
            slots[level * MerkleHasher.NODE_BYTES] = MerkleHasher.NODE_PREFIX;
        }
    }

    /**
     * The frontier that {@link #encode()} wrote. Null when the bytes are not exactly that, or the peaks do not give the
     * root written with them. That the root is the log's own is for the caller to compare with a checkpoint.
     */
    public static @Nullable Frontier decode(byte[] encoded) {
        if (encoded.length < Long.BYTES + TreeHash.BYTES) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(encoded);
        long size = in.getLong();
        if (size < 0 || size > MAX_SIZE || in.remaining() != (Long.bitCount(size) + 1) * TreeHash.BYTES) {
            return null;
        }
        Frontier frontier = new Frontier();
        frontier.size = size;
        for (long rest = size; rest != 0; rest &= ~Long.highestOneBit(rest)) {
            in.get(frontier.slots, left(topLevel(rest)), TreeHash.BYTES);
        }
        return frontier.root().equals(TreeHash.at(encoded, in.position())) ? frontier : null;
    }

    /** How many leaves were appended. */
    public long size() {
        return size;
    }

    /** Appends a leaf by its hash. */
    public void append(TreeHash leaf) {
        append(leaf.toByteArray(), 0);
    }

    /** Appends a leaf whose hash lies at {@code offset} of {@code bytes}. */
    public void append(byte[] bytes, int offset) {
        append(bytes, offset, Frontier::ignore);
    }

    /**
     * Appends a leaf whose hash lies at {@code offset} of {@code bytes}, and tells {@code sink} of it and of each parent
     * it completes.
     *
     * @throws IllegalStateException when the tree has {@link #MAX_SIZE} leaves
     */
    public void append(byte[] bytes, int offset, NodeSink sink) {
        if (size == MAX_SIZE) {
            throw new IllegalStateException("a tree of " + MAX_SIZE + " leaves is full");
        }
        int height = Long.numberOfTrailingZeros(~size);
        int at = place(0, height);
        System.arraycopy(bytes, offset, slots, at, TreeHash.BYTES);
        sink.append(slots, at);
        for (int level = 0; level < height; level++) {
            at = place(level + 1, height);
            hasher.preparedNode(slots, level * MerkleHasher.NODE_BYTES, slots, at);
            sink.append(slots, at);
        }
        size++;
    }

    /** The root over all leaves so far; {@link MerkleHasher#EMPTY_ROOT} without any. */
    public TreeHash root() {
        if (size == 0) {
            return MerkleHasher.EMPTY_ROOT;
        }
        int lowest = Long.numberOfTrailingZeros(size);
        byte[] bag = new byte[TreeHash.BYTES];
        System.arraycopy(slots, left(lowest), bag, 0, TreeHash.BYTES);
        for (long rest = size & (size - 1); rest != 0; rest &= rest - 1) {
            hasher.node(slots, left(Long.numberOfTrailingZeros(rest)), bag, 0, bag, 0);
        }
        return TreeHash.at(bag, 0);
    }

    /** Size (8 bytes, big-endian) ‖ peaks, the tallest first ‖ root. */
    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(Long.BYTES + (Long.bitCount(size) + 1) * TreeHash.BYTES);
        out.putLong(size);
        for (long rest = size; rest != 0; rest &= ~Long.highestOneBit(rest)) {
            out.put(slots, left(topLevel(rest)), TreeHash.BYTES);
        }
        return out.put(root().toByteArray()).array();
    }

    /** Where the node of {@code level} goes when a leaf completes {@code height} pairs: right of a peak, or a new peak. */
    private static int place(int level, int height) {
        return level == height ? left(level) : left(level) + TreeHash.BYTES;
    }

    private static int left(int level) {
        return level * MerkleHasher.NODE_BYTES + 1;
    }

    private static int topLevel(long bits) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
    }

    private static void ignore(byte[] bytes, int offset) {}
}
