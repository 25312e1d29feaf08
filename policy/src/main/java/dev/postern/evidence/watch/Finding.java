package dev.postern.evidence.watch;

import java.util.Locale;

/** What comparing watchers may show, the worst first. */
public enum Finding {
    /** Watchers saw different states after as many receipts: somebody forked the chain. */
    FORK_LIKE_DIVERGENCE,
    /** Nothing fresh enough was there to be compared. */
    NO_FRESH_ATTESTATIONS,
    /** Watchers saw different numbers of receipts. */
    LAG_DIVERGENCE,
    /** Watchers saw different checkpoints of one state. */
    CHECKPOINT_DIGEST_DIVERGENCE;

    /** The stable name, in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
