package dev.postern.sidecar.cache.remote;

import java.util.Locale;

/** Why bytes that came from the store were not used. */
public enum Rejection {
    /** More bytes than any entry has. */
    TOO_LARGE,
    /** No frame, one cut off, or one of a version this sidecar does not know. */
    MALFORMED,
    /** Authenticated under a key that this sidecar does not have, or no longer. */
    KEY,
    /** Not authentic, or authentic somewhere else. */
    MAC,
    /** Made for another key or bundle. */
    OTHER,
    /** Made before something that it depends on was invalidated. */
    EPOCH,
    /** Its time has not come, or is over. */
    TIME,
    /** What it holds does not decompress to what it should. */
    PAYLOAD;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** Its name in metrics. */
    public String word() {
        return word;
    }
}
