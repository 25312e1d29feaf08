package dev.postern.sidecar.decide;

import dev.postern.policy.Template;

/**
 * The answer to one check.
 *
 * @param template what its class is answered
 * @param cache how a cache took part
 * @param policyDigest the bundle that answered; empty when none was loaded
 * @param id unique name of this answer
 */
public record Decision(Template template, CacheLabel cache, String policyDigest, DecisionId id) {}
