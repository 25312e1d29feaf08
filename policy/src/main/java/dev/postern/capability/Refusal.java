package dev.postern.capability;

import dev.postern.policy.Reason;

/**
 * Why a token does not permit.
 *
 * @param reason one of the {@code cap.*} codes
 * @param link which link it is about, from 0; -1 for the token as a whole
 * @param explanation for people
 */
public record Refusal(Reason reason, int link, String explanation) {

    static final int WHOLE = -1;

    /** A refusal of the token as a whole. */
    public static Refusal of(Reason reason, String explanation) {
        return new Refusal(reason, WHOLE, explanation);
    }
}
