package dev.postern.sidecar.decide;

/** What became of an answer's receipt by the time the answer was named. */
public enum ReceiptState {
    /** No log is kept. */
    NONE,
    /** On its lane; the log follows. */
    TAKEN,
    /** On its lane; the answer may leave once the receipt is on disk. */
    AWAITED,
    /** Not taken for load; a gap record will say that its number is missing. The answer may leave. */
    SHED,
    /** Not taken, and without it the answer may leave only as a denial. A gap record will say so. */
    REFUSED
}
