package dev.postern.sidecar.cache;

/** What is to be of no use any more. */
public sealed interface Invalidation {

    /** Whatever is kept. */
    record Everything() implements Invalidation {}

    /** What is kept of a tenant. */
    record OfTenant(String tenant) implements Invalidation {}

    /** What is kept of a principal, in every tenant. */
    record OfPrincipal(String id) implements Invalidation {}

    /**
     * What is kept of resources. Entries do not name their resources, so this takes all of the tenant with it.
     *
     * @param tenant empty for every tenant
     * @param pattern of resource paths, for the record
     */
    record OfResources(String tenant, String pattern) implements Invalidation {}

    /** What rests on tokens, of which this one was revoked. */
    record OfCapability(String id) implements Invalidation {}
}
