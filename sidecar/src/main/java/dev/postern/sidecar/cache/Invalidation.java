package dev.postern.sidecar.cache;

import dev.postern.ccl.ResourcePattern;

/** What is to be of no use any more. */
public sealed interface Invalidation {

    /** Whatever is kept. */
    record Everything() implements Invalidation {}

    /** What is kept of a tenant. */
    record OfTenant(String tenant) implements Invalidation {}

    /** What is kept of a principal, in every tenant. */
    record OfPrincipal(String id) implements Invalidation {}

    /**
     * Whatever answers about resources rest on; answers about others may go on resting on it.
     *
     * @param tenant empty for every tenant
     * @param pattern of resources, as in a rule
     */
    record OfResources(String tenant, ResourcePattern pattern) implements Invalidation {}

    /** What rests on tokens, of which this one was revoked. */
    record OfCapability(String id) implements Invalidation {}
}
