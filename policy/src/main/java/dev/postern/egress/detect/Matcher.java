package dev.postern.egress.detect;

/** Looks at the text around a literal that was found. Stateless; reads at most {@link Pass#LOOK_BEHIND} bytes back. */
interface Matcher {

    /** {@code [start, end)} is the literal; what it is part of goes to {@code out}. */
    void match(Text text, int start, int end, Sink out);
}
