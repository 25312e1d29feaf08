package dev.postern.sidecar.evidence;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** How the files of a log are named. */
public final class Names {

    static final String LOCK = "lock";
    /** Held while segments are taken away, or another file in their place. */
    static final String REWRITE = "rewrite.lock";
    /** The newest released checkpoint, a signed note. */
    public static final String CHECKPOINT = "checkpoint";
    /** All nodes of the tree. */
    public static final String NODES = NodesFile.NAME;

    private static final String PREFIX = "segment-";
    private static final int INDEX_DIGITS = 19;
    private static final Pattern SEGMENT = Pattern.compile("segment-\\d{19}-[0-9a-f]{16}\\.log");
    private static final String LOG = ".log";

    private Names() {}

    /** The segment that begins with leaf {@code first}, written by the run {@code boot}. */
    static String segment(long first, long boot) {
        String digits = Long.toString(first);
        return "segment-" + "0".repeat(19 - digits.length()) + digits + "-"
                + HexFormat.of().toHexDigits(boot)
                + LOG;
    }

    /** Whether a file of that name is a segment; segments sort by name as they follow one another. */
    public static boolean isSegment(String name) {
        return SEGMENT.matcher(name).matches();
    }

    /** Index of the first leaf of a segment. */
    public static long first(String segment) {
        return Long.parseLong(segment.substring(PREFIX.length(), PREFIX.length() + INDEX_DIGITS));
    }

    /** The file of the key to a segment's openings. */
    static String key(String segment) {
        return segment.substring(0, segment.length() - LOG.length()) + ".key";
    }
}
