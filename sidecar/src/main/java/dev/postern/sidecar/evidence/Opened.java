package dev.postern.sidecar.evidence;

/** What came of opening a log. */
public sealed interface Opened {

    /** It can be written. */
    record Ready(EvidenceLog log) implements Opened {}

    /** It must not be written, and nothing was changed. */
    record Refused(Why why, String message) implements Opened {}

    /** Why a log is not written. */
    enum Why {
        /** Another process writes it. */
        LOCKED,
        /** What was synced has been changed. */
        DAMAGED,
        /** It ends before a checkpoint that was released: an earlier state was put back. */
        ROLLBACK,
        /** It contradicts a checkpoint that was released. */
        FORK,
        /** It belongs to another origin. */
        ORIGIN
    }
}
