package dev.postern.capability;

import dev.postern.policy.Reason;

/** What came of reading a token. */
public sealed interface TokenResult {

    record Read(Token token) implements TokenResult {}

    /**
     * It is none.
     *
     * @param reason {@link Reason#CAP_MALFORMED} or {@link Reason#CAP_TOO_LARGE}
     * @param message for people
     */
    record Unreadable(Reason reason, String message) implements TokenResult {}
}
