package dev.postern.evidence.chain;

import dev.postern.crypto.PublicKey;

/** Which of two branches goes on. */
public sealed interface ForkResolution {

    /** {@code winner} does, and this rule says so. */
    record Resolved(Branch winner, Rule rule) implements ForkResolution {}

    /** Neither: a watcher signed for both, which is proof against it. */
    record Equivocation(PublicKey watcher) implements ForkResolution {}

    /** Neither: they are no fork, or one of them is not to be judged; the message says which and why. */
    record Refused(String message) implements ForkResolution {}

    /** What decides, in the order in which it is asked. */
    enum Rule {
        EARLIER_TIMESTAMP,
        MORE_ATTESTATIONS,
        LEXICOGRAPHIC_TIEBREAK
    }
}
