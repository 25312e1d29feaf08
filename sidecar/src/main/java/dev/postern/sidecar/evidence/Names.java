package dev.postern.sidecar.evidence;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** How the files of a log are named. */
final class Names {

    static final String LOCK = "lock";
    static final String CHECKPOINT = "checkpoint";

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

    static boolean isSegment(String name) {
        return SEGMENT.matcher(name).matches();
    }

    /** The file of the key to a segment's openings. */
    static String key(String segment) {
        return segment.substring(0, segment.length() - LOG.length()) + ".key";
    }
}
