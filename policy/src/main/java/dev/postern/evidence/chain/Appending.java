package dev.postern.evidence.chain;

import dev.postern.crypto.ContentDigest;

/** What came of appending a receipt to a chain; a mismatch leaves the chain as it was. */
public sealed interface Appending {

    /** It is the chain's new head. */
    record Appended(ContentDigest head) implements Appending {}

    /** It is not the next: a receipt is missing, repeated or moved. */
    record SequenceMismatch(long expected, long actual) implements Appending {}

    /** It continues another state. */
    record PrevRootMismatch(ContentDigest expected, ContentDigest actual) implements Appending {}

    /** Its content is not what its next root says. */
    record NextRootMismatch(ContentDigest expected, ContentDigest actual) implements Appending {}

    /** It is of another corridor. */
    record CorridorMismatch(String expected, String actual) implements Appending {}
}
