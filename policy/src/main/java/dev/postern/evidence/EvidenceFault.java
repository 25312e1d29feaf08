package dev.postern.evidence;

/**
 * Why evidence is not believed: a stable code for machines and a stable number, which is also the exit code of
 * {@code postern evidence}. Listed with their meaning in docs/evidence.md.
 */
public enum EvidenceFault {
    /** A proof has more or fewer hashes than its index and sizes demand. */
    PATH_LENGTH("path_length", 10),
    /** The hashes of a proof, or the leaves of a log, do not give the root that was claimed. */
    ROOT_MISMATCH("root_mismatch", 11),
    /** The bytes of a receipt do not hash to the leaf that was claimed. */
    LEAF_MISMATCH("leaf_mismatch", 12),
    /** An index is not within the size. */
    INDEX_OUT_OF_RANGE("index_out_of_range", 13),
    /** Sizes contradict one another: a proof's and its checkpoint's, or an old one and a new one. */
    SIZE_MISMATCH("size_mismatch", 14),
    /** A note, checkpoint or proof is not written as its format demands. */
    MALFORMED("malformed", 15),
    /** A checkpoint speaks for another log than expected. */
    ORIGIN_MISMATCH("origin_mismatch", 16),
    /** A signature by a trusted key does not verify. */
    SIGNATURE_INVALID("sig_invalid", 17),
    /** No signature is by a trusted key. */
    KEY_UNKNOWN("key_unknown", 18),
    /** Fewer trusted witnesses cosigned than demanded. */
    QUORUM_UNMET("quorum_unmet", 19),
    /** Two checkpoints that were said to contradict one another do not. */
    NO_FORK("no_fork", 20),
    /** A checkpoint that the log signed contradicts it: it told two stories. */
    FORK("fork", 21),
    /** The log is shorter than a checkpoint it signed: an earlier state was put back. */
    ROLLBACK("rollback", 22),
    /** A number of a lane is missing, or out of its order, and no record says so. */
    GAP("gap", 23),
    /** Receipts are missing, and records in the log say so. */
    DECLARED_LOSS("declared_loss", 24),
    /** Bytes of a segment are not what was written. */
    DAMAGED("damaged", 25),
    /** A segment does not follow the one before, or is missing. */
    SEGMENT_ORDER("segment_order", 26),
    /** What was stored compressed does not decompress to what it says, or says that it is more than it may be. */
    COMPRESSION("compression", 27);

    private final String code;
    private final int number;

    EvidenceFault(String code, int number) {
        this.code = code;
        this.number = number;
    }

    /** The stable code, such as {@code root_mismatch}. */
    public String code() {
        return code;
    }

    /** The stable number, 10 to 39. */
    public int number() {
        return number;
    }
}
