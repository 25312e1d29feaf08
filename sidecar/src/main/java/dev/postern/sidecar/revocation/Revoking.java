package dev.postern.sidecar.revocation;

import dev.postern.capability.Revocation;
import java.io.IOException;
import java.util.List;

/** Revokes: here at once, then in every record. Thread-safe; waits for the records. */
public final class Revoking {

    private final RevocationView view;
    private final List<RevocationFeed> feeds;

    /** Revokes in {@code view} and {@code feeds}, the one that outlives a crash first. */
    public Revoking(RevocationView view, List<RevocationFeed> feeds) {
        this.view = view;
        this.feeds = List.copyOf(feeds);
    }

    /**
     * Revokes.
     *
     * @throws IOException when a record could not take it; it counts here until a restart, and in the records that did
     */
    public void revoke(Revocation act) throws IOException {
        IOException failed = view.add(act) ? null : new IOException("there is no room for more revocations");
        for (RevocationFeed feed : feeds) {
            try {
                feed.append(act);
            } catch (IOException e) {
                if (failed != null) {
                    e.addSuppressed(failed);
                }
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
