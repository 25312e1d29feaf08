package dev.postern.capability;

/** What came of verifying a token: all that holds whenever and for whatever it is used. */
public sealed interface Verification {

    record Verified(VerifiedToken token) implements Verification {}

    record Refused(Refusal refusal) implements Verification {}
}
