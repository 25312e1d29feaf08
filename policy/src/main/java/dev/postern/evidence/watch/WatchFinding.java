package dev.postern.evidence.watch;

import java.util.Locale;

/**
 * What comparing watchers may show, the worst first: a stable name and a stable number, which is also the exit code of
 * {@code postern evidence compare}. Listed with their meaning in docs/watchers.md.
 */
public enum WatchFinding {
    /** Watchers saw different states after as many receipts: somebody forked the chain. */
    FORK_LIKE_DIVERGENCE(30),
    /** Nothing fresh enough was there to be compared. */
    NO_FRESH_ATTESTATIONS(31),
    /** Watchers saw different numbers of receipts. */
    LAG_DIVERGENCE(32),
    /** Watchers saw different checkpoints of one state. */
    CHECKPOINT_DIGEST_DIVERGENCE(33);

    private final int number;

    WatchFinding(int number) {
        this.number = number;
    }

    /** The stable number, 30 to 33. */
    public int number() {
        return number;
    }

    /** The stable name, in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
