package dev.postern.evidence;

/** What came of checking evidence: it holds, or the first fault found. */
public sealed interface Verification {

    /** Everything that was claimed was shown. */
    record Verified() implements Verification {}

    /** Not shown; {@code detail} says for people what was found and what was expected. */
    record Refuted(EvidenceFault fault, String detail) implements Verification {}

    static Verification verified() {
        return new Verified();
    }

    static Verification refuted(EvidenceFault fault, String detail) {
        return new Refuted(fault, detail);
    }

    default boolean isVerified() {
        return this instanceof Verified;
    }
}
