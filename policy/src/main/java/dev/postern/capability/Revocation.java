package dev.postern.capability;

/** One act of revoking. */
public sealed interface Revocation {

    /** A token, with everything narrowed from it. For good. */
    record OfToken(RevocationName name) implements Revocation {}

    /** Everything a key signed, whenever it says it did. For good. */
    record OfKey(RevocationName name) implements Revocation {}

    /**
     * What a subject was issued up to a time.
     *
     * @param until seconds since the epoch, included
     */
    record OfSubject(RevocationName name, long until) implements Revocation {}

    /**
     * Everything issued up to a time.
     *
     * @param until seconds since the epoch, included
     */
    record OfAll(long until) implements Revocation {}
}
