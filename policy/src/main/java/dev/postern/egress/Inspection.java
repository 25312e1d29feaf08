package dev.postern.egress;

import dev.postern.crypto.ContentDigest;
import java.util.List;

/**
 * What is known of one content before anybody decides.
 *
 * @param content what was found in it
 * @param url what was found in the path and query of where it goes; spans count from the path's first byte
 * @param copy how alike the nearest protected text is, in percent; 0 when none is near
 * @param digest of the content, as far as it was read
 * @param bytes of the content, as far as it was read
 */
public record Inspection(Scan content, Scan url, int copy, ContentDigest digest, long bytes) {

    /** Whether there is anything that somebody must decide about. */
    public boolean clean() {
        return content.clean() && url.clean() && copy == 0;
    }

    public boolean complete() {
        return content.complete() && url.complete();
    }

    /** How many findings are of a type. */
    public int count(FindingType type) {
        return count(content.findings(), type) + count(url.findings(), type);
    }

    /** How many findings there are. */
    public int count() {
        return content.findings().size() + url.findings().size();
    }

    /** The same with what was found in another place it goes to. */
    public Inspection withUrl(Scan found) {
        return new Inspection(content, found, copy, digest, bytes);
    }

    private static int count(List<Finding> findings, FindingType type) {
        int count = 0;
        for (Finding finding : findings) {
            count += finding.type() == type ? 1 : 0;
        }
        return count;
    }
}
