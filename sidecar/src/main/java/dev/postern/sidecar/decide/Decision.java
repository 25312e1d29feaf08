package dev.postern.sidecar.decide;

import dev.postern.policy.Template;

/**
 * The answer to one check.
 *
 * @param template what its class is answered
 * @param cache how a cache took part
 * @param cacheAgeMillis how long ago the oldest entry was made that the answer rests on, 0 where it rests on none
 * @param policyDigest the bundle that answered; empty when none was loaded
 * @param id unique name of this answer, and of its receipt
 * @param receipt what became of the receipt
 */
public record Decision(
        Template template,
        CacheLabel cache,
        long cacheAgeMillis,
        String policyDigest,
        DecisionId id,
        ReceiptState receipt) {

    /** An answer that rests on nothing that was kept. */
    public Decision(Template template, CacheLabel cache, String policyDigest, DecisionId id, ReceiptState receipt) {
        this(template, cache, 0, policyDigest, id, receipt);
    }

    /** An answer of a sidecar that keeps no log. */
    public Decision(Template template, CacheLabel cache, String policyDigest, DecisionId id) {
        this(template, cache, policyDigest, id, ReceiptState.NONE);
    }

    /** The same answer with another template, such as a denial in its place. */
    Decision as(Template other) {
        return new Decision(other, cache, cacheAgeMillis, policyDigest, id, receipt);
    }

    /** The same answer, resting on an entry of that age. */
    Decision aged(long millis) {
        return millis == cacheAgeMillis ? this : new Decision(template, cache, millis, policyDigest, id, receipt);
    }
}
