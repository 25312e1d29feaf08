package dev.postern.sidecar.cache;

/**
 * The counters an entry was made under, read before anything it depends on was. Each only grows, and an entry is of no
 * use once one of them has passed it.
 *
 * @param tenant grows when everything of the tenant is invalidated
 * @param subject grows when the principal the entry speaks of changes; 0 when it speaks of none
 * @param revocation grows when a token or key is revoked
 * @param resources grows when resources are invalidated; passed, an entry is of no use for those, see
 *     {@link EpochTable#hasLost}
 */
public record Epochs(long tenant, long subject, long revocation, long resources) {

    public static final Epochs ZERO = new Epochs(0, 0, 0, 0);

    /** Counters of an entry that no answer about a resource rests on. */
    public Epochs(long tenant, long subject, long revocation) {
        this(tenant, subject, revocation, 0);
    }

    /** Whether an entry made under these may be served where {@code now} are the counters, resources apart. */
    public boolean cover(Epochs now) {
        return tenant >= now.tenant && subject >= now.subject && revocation >= now.revocation;
    }
}
