package dev.postern.capability;

/** What came of reading a grant. */
sealed interface GrantResult {

    record Read(Grant grant) implements GrantResult {}

    /** Why it is none, for people. */
    record Malformed(String message) implements GrantResult {}
}
