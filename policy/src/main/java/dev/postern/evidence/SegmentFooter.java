package dev.postern.evidence;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.ByteReader;
import dev.postern.crypto.DamagedException;

/**
 * What a segment says of itself at its end.
 *
 * @param leaves how many it has
 * @param root of the log after it
 * @param digest SHA-256 of all its bytes before the footer
 * @param last whether the run that wrote it ended its log here, in order; otherwise the run went on in another segment,
 *     or a later one found the segment without an end
 */
public record SegmentFooter(long leaves, TreeHash root, TreeHash digest, boolean last) {

    /** Bytes of the frame that holds one. */
    public static final int FRAME_BYTES = Frame.HEADER_BYTES + Long.BYTES + 2 * TreeHash.BYTES + 1;

    /** The footer that a frame holds, which must be one of a footer. */
    public static SegmentFooter read(Frame frame) throws DamagedException {
        ByteReader in = frame.recordsReader();
        long leaves = in.u64();
        TreeHash root = TreeHash.of(in.bytes(TreeHash.BYTES));
        TreeHash digest = TreeHash.of(in.bytes(TreeHash.BYTES));
        int last = in.u8();
        in.end();
        if (!frame.footer() || leaves < 0 || last > 1) {
            throw new DamagedException("no footer, or one that says what none can");
        }
        return new SegmentFooter(leaves, root, digest, last == 1);
    }

    void write(ByteBuilder records) {
        records.u64(leaves)
                .bytes(root.toByteArray())
                .bytes(digest.toByteArray())
                .u8(last ? 1 : 0);
    }
}
