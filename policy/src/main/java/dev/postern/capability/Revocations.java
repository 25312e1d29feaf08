package dev.postern.capability;

/** What no longer counts. Thread-safe. */
@FunctionalInterface
public interface Revocations {

    Revocations NONE = (names, issuedAt) -> false;

    /**
     * Whether a link is revoked.
     *
     * @param names it can be revoked by
     * @param issuedAt seconds since the epoch
     */
    boolean revokes(RevocationNames names, long issuedAt);
}
