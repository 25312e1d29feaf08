package dev.postern.sidecar.egress;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Sha256;
import dev.postern.egress.Finding;
import dev.postern.egress.detect.ScanStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What leaves of a content that comes in parts. From the first redaction on it is scanned a second time, since what
 * stands beside a token may look new; then only what that scan has settled leaves. Used by one thread at a time.
 */
final class Leaving {

    /** How much of what left before the first redaction a second scan sees: as much as a detector looks back. */
    private static final int BEFORE = 512;

    private static final byte[] NOTHING = {};

    private final Supplier<ScanStream> scans;
    private final Sha256 digest = new Sha256();
    private @Nullable ScanStream again;
    /** Without a second scan the end of what left; with one, what it has not settled. */
    private final Held kept = new Held();
    /** How much the second scan has seen that had left before it began. */
    private long before;
    /** How much of what the second scan has seen has left. */
    private long left;

    private boolean unclean;

    Leaving(Supplier<ScanStream> scans) {
        this.scans = scans;
    }

    /** Whether something was found in what was redacted already: then nothing more may leave. */
    boolean unclean() {
        return unclean;
    }

    /** Bytes of memory. */
    long capacity() {
        return kept.capacity() + (again == null ? 0L : again.capacity());
    }

    /** Digest of all that has left. */
    ContentDigest digest() {
        return digest.digest();
    }

    /**
     * Takes the next bytes that may leave by the first scan.
     *
     * @param redacted whether something in them was redacted, or in what came before
     * @return what leaves now
     */
    byte[] pass(byte[] bytes, boolean redacted) {
        if (again == null && redacted) {
            begin();
        }
        return again == null ? plainly(bytes) : scanned(again, bytes);
    }

    /** Ends the content; what leaves last. */
    byte[] end() {
        ScanStream scan = again;
        if (scan == null) {
            return NOTHING;
        }
        look(scan.end().findings());
        unclean |= scan.exceeded();
        return release(kept.size());
    }

    private void begin() {
        ScanStream scan = scans.get();
        before = kept.size();
        left = before;
        scan.push(kept.take(kept.size()));
        again = scan;
    }

    private byte[] plainly(byte[] bytes) {
        digest.update(bytes);
        kept.add(bytes.length <= BEFORE ? bytes : Arrays.copyOfRange(bytes, bytes.length - BEFORE, bytes.length));
        kept.keepLast(BEFORE);
        return bytes;
    }

    private byte[] scanned(ScanStream scan, byte[] bytes) {
        kept.add(bytes);
        look(scan.push(bytes));
        unclean |= scan.exceeded();
        return release((int) Math.min(kept.size(), Math.max(0, scan.settledBytes() - left)));
    }

    private void look(List<Finding> findings) {
        for (Finding finding : findings) {
            unclean |= finding.end() > before;
        }
    }

    private byte[] release(int count) {
        if (unclean || count == 0) {
            return NOTHING;
        }
        byte[] leaving = kept.take(count);
        left += count;
        digest.update(leaving);
        return leaving;
    }
}
