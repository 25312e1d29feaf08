package dev.postern.evidence.content;

/** What came of asking a store for content. */
public sealed interface Retrieval {

    /** It is here, and was found to have the digest that was asked for. */
    record Found(Content content) implements Retrieval {}

    /** Nothing is kept under that digest. */
    record Missing() implements Retrieval {}

    /**
     * Something is kept there that does not have the digest. It is not handed out.
     *
     * @param message what was found, for people
     */
    record Corrupt(String message) implements Retrieval {}
}
