package dev.postern.sidecar.evidence;

import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.SegmentFooter;
import dev.postern.evidence.SegmentHeader;
import java.io.IOException;
import java.util.List;

/**
 * The segments before the newest, as a start looks at them: every header and footer, each of which must fit the next, and
 * as many bytes of the newest ones as may be read, whose sums and digests are computed again. So the time it takes is
 * bounded; reading all of a log is for fsck. Used once.
 */
final class OlderSegments {

    private final Disk disk;
    private final String origin;
    private long budget;
    private byte[] note = new byte[0];

    /** Reads the newest whole until {@code budget} bytes were read, at least one. */
    OlderSegments(Disk disk, String origin, long budget) {
        this.disk = disk;
        this.origin = origin;
        this.budget = Math.max(1, budget);
    }

    /** Checks the segments called {@code names}, oldest first, and returns the newest checkpoint that they carry. */
    byte[] check(List<String> names, SegmentHeader newest) throws IOException, DamagedException, RefusedException {
        SegmentHeader following = newest;
        for (int i = names.size() - 1; i >= 0; i--) {
            try (SegmentReader segment = SegmentReader.open(disk, names.get(i))) {
                tree(segment, origin);
                check(segment, segment.footer(), following);
                following = segment.header();
            }
        }
        return note;
    }

    /** The tree before a segment, which must be of this log. */
    static Frontier tree(SegmentReader segment, String origin) throws DamagedException, RefusedException {
        SegmentHeader header = segment.header();
        if (!header.origin().equals(origin)) {
            throw new RefusedException(
                    Opened.Why.ORIGIN,
                    segment.name() + " belongs to origin " + header.origin() + ", expected " + origin);
        }
        Frontier tree = Frontier.decode(header.frontier());
        if (tree == null || tree.size() != header.firstLeaf()) {
            throw new DamagedException(segment.name() + ": the tree in the header is damaged");
        }
        return tree;
    }

    private void check(SegmentReader segment, SegmentFooter footer, SegmentHeader following)
            throws IOException, DamagedException {
        Frontier after = Frontier.decode(following.frontier());
        if (segment.header().firstLeaf() + footer.leaves() != following.firstLeaf()
                || after == null
                || !after.root().equals(footer.root())
                || !following.previous().equals(footer.digest())) {
            throw new DamagedException(segment.name() + ": the segment that begins with leaf " + following.firstLeaf()
                    + " does not follow it, expected one from leaf "
                    + (segment.header().firstLeaf() + footer.leaves()) + " on after digest " + footer.digest());
        }
        if (budget > 0) {
            read(segment, footer);
        }
    }

    private void read(SegmentReader segment, SegmentFooter footer) throws IOException, DamagedException {
        SegmentDigest digest = new SegmentDigest(segment.header());
        byte[][] newest = {new byte[0]};
        SegmentReader.End end = segment.advance(frame -> {
            digest.add(frame);
            if (frame.checkpoint() > 0) {
                newest[0] = frame.checkpointReader().bytes(frame.checkpoint());
            }
        });
        if (end != SegmentReader.End.FOOTER || !digest.value().equals(footer.digest())) {
            throw new DamagedException(
                    segment.name() + ": damaged by byte " + segment.end() + ", its digest is not that of its footer");
        }
        if (note.length == 0) {
            note = newest[0];
        }
        budget -= segment.end();
    }
}
