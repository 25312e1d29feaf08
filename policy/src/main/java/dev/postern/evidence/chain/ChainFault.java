package dev.postern.evidence.chain;

import java.util.Locale;

/**
 * Why a receipt does not continue a chain: a stable name and a stable number, which is also the exit code of
 * {@code postern evidence chain}. Listed with their meaning in docs/watchers.md.
 */
public enum ChainFault {
    /** A receipt is missing, repeated or moved. */
    SEQUENCE_MISMATCH(34),
    /** A receipt continues another state. */
    PREV_ROOT_MISMATCH(35),
    /** A receipt's content is not what its next root says. */
    NEXT_ROOT_MISMATCH(36),
    /** A receipt is of another corridor. */
    CORRIDOR_MISMATCH(37),
    /** A checkpoint says of the chain what is not so. */
    CHECKPOINT_MISMATCH(38);

    private final int number;

    ChainFault(int number) {
        this.number = number;
    }

    /** The stable number, 34 to 38. */
    public int number() {
        return number;
    }

    /** The stable name, in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
