package dev.postern.sidecar.evidence;

/** The steps that a batch takes, and then a segment, in their order; a process may end after any of them. */
public enum WritePath {
    COLLECTED,
    WRITTEN,
    SYNCED,
    RELEASED_WAITING,
    HASHED,
    SIGNED,
    CHECKPOINT_WRITTEN,
    CHECKPOINT_SYNCED,
    RELEASED,
    SEGMENT_ENDED,
    SEGMENT_BEGUN,
    /** An ended segment lies beside its file in another, compressed. */
    SEGMENT_COMPRESSED,
    SEGMENT_REPLACED;

    /** Is told of every step taken; tests end the process here. */
    @FunctionalInterface
    public interface Witness {
        /** Sees nothing. */
        Witness NONE = step -> {};

        void took(WritePath step);
    }
}
