package dev.postern.egress.detect;

/** Finds literals in texts. Immutable and thread-safe. */
@FunctionalInterface
public interface LiteralSearch {

    /**
     * Finds where literals end in {@code [from, to)}: in order, and of those that end in one place the longest. What
     * begins before {@code start} is no literal.
     *
     * @param start at most {@code from}
     * @param hits filled anew
     */
    void find(byte[] text, int start, int from, int to, Hits hits);

    /** Makes searches; all find the same. */
    @FunctionalInterface
    interface Engine {

        /** The automaton that the literals are. */
        Engine AUTOMATON = literals -> literals;

        /** A search for some literals. */
        LiteralSearch search(Literals literals);
    }
}
