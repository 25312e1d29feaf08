package dev.postern.egress;

/** The three answers, from the mildest to the strictest. */
public enum Verdict {
    /** The content may leave as it is. */
    ALLOW,
    /** The content may leave without what was found in it. */
    REDACT,
    /** Nothing may leave. */
    BLOCK;

    /** The stricter of both. */
    public Verdict and(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
