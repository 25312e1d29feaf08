package dev.postern.sidecar.evidence;

import dev.postern.crypto.Sha256;
import dev.postern.evidence.Frame;
import dev.postern.evidence.SegmentHeader;
import dev.postern.evidence.TreeHash;

/** SHA-256 of a segment up to its footer, as the footer and the next segment name it. Not thread-safe. */
public final class SegmentDigest {

    private final Sha256 sum = new Sha256();

    public SegmentDigest(SegmentHeader header) {
        sum.update(header.encode());
    }

    /** Takes the next frame, unless it is the footer. */
    public void add(Frame frame) {
        if (!frame.footer()) {
            sum.update(frame.bytes(), frame.start(), frame.length());
        }
    }

    /** The digest of all that was taken; call once, at the end. */
    public TreeHash value() {
        byte[] bytes = new byte[TreeHash.BYTES];
        sum.digestInto(bytes, 0);
        return TreeHash.of(bytes);
    }
}
