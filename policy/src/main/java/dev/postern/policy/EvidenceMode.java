package dev.postern.policy;

/** When an answer may leave, relative to its receipt being on disk. */
public enum EvidenceMode {
    /** At once; the receipt follows. */
    ASYNC,
    /** After the receipt is synced. */
    DURABLE
}
