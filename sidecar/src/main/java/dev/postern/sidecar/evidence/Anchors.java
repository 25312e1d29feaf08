package dev.postern.sidecar.evidence;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of the newest released checkpoint, one beside the segments and one elsewhere, so that a log that was put back to
 * an earlier state is found out. Brought up to date at most once a second, and when the log is closed. One thread's.
 */
final class Anchors {

    private static final Logger LOG = LoggerFactory.getLogger(Anchors.class);
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final List<EvidenceLog.AnchorPlace> places;
    private long lastNanos;
    private byte[] newest = new byte[0];
    /** What the copies hold, once anything was released; what a run before kept is not touched until then. */
    private byte[] kept = newest;

    Anchors(List<EvidenceLog.AnchorPlace> places, long now) {
        this.places = List.copyOf(places);
        this.lastNanos = now - PAUSE_NANOS;
    }

    /** A checkpoint was released. */
    void released(byte[] note, long now) throws IOException {
        newest = note;
        keep(now);
    }

    /** Brings the copies up to date when that is due. */
    void keep(long now) throws IOException {
        if (now - lastNanos >= PAUSE_NANOS) {
            keepNow();
            lastNanos = now;
        }
    }

    /** Brings the copies up to date, unless there is no room for them at present. */
    void keepNow() throws IOException {
        if (kept != newest) {
            try {
                for (EvidenceLog.AnchorPlace place : places) {
                    place.disk().replace(place.name(), newest);
                }
                kept = newest;
            } catch (DiskFullException e) {
                LOG.warn("no room for a copy of the newest checkpoint: {}", e.getMessage());
            }
        }
    }
}
