package dev.postern.egress.detect;

/** Looks at the text around a literal that was found. Stateless; reads at most {@link Pass#LOOK_BEHIND} bytes back. */
@FunctionalInterface
interface Matcher {

    /** {@code [start, end)} is the literal; what it is part of goes to {@code out}. */
    void match(Text text, int start, int end, Sink out);

    /** What stands beside a literal, given folded, wherever this finds anything: elsewhere it need not be asked. */
    default Neighbours neighbours(String literal) {
        return Neighbours.ANY;
    }
}
