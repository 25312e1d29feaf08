package dev.postern.sidecar.cache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The epochs in force. They only ever grow, whoever raises them: this sidecar, or word from the fleet. Subjects share a
 * fixed number of counters by the hash of their names, so that memory is bounded; those that share one go together.
 * Thread-safe; reading takes no lock.
 */
public final class EpochTable {

    private static final int SUBJECTS = 1 << 12;
    private static final int MOST_TENANTS = 1 << 12;

    private final ConcurrentHashMap<String, AtomicLong> tenants = new ConcurrentHashMap<>();
    private final AtomicLong everyTenant = new AtomicLong();
    private final AtomicLong[] subjects = new AtomicLong[SUBJECTS];
    private final AtomicLong revocation = new AtomicLong();

    public EpochTable() {
        for (int i = 0; i < SUBJECTS; i++) {
            subjects[i] = new AtomicLong();
        }
    }

    /** The epochs that entries of a tenant and a principal stand under; the subject is 0 for the empty name. */
    public Epochs of(String tenant, String principal) {
        return new Epochs(tenant(tenant), subject(principal), revocation.get());
    }

    /** Whether an entry made under {@code made} may still be served. */
    public boolean isCurrent(Epochs made, String tenant, String principal) {
        return made.tenant() >= tenant(tenant)
                && made.subject() >= subject(principal)
                && made.revocation() >= revocation.get();
    }

    /** Raises a tenant's counter to at least {@code epoch}; the empty name has a counter that counts for every tenant. */
    public void raiseTenant(String tenant, long epoch) {
        AtomicLong counter = counter(tenant);
        if (counter == null) {
            everyTenant.incrementAndGet();
        } else {
            counter.accumulateAndGet(epoch, Math::max);
        }
    }

    public void raiseSubject(String principal, long epoch) {
        subjects[place(principal)].accumulateAndGet(epoch, Math::max);
    }

    public void raiseRevocation(long epoch) {
        revocation.accumulateAndGet(epoch, Math::max);
    }

    /** Makes everything of a tenant useless, of all tenants for the empty name. */
    public void bumpTenant(String tenant) {
        AtomicLong counter = counter(tenant);
        (counter == null ? everyTenant : counter).incrementAndGet();
    }

    /** Makes everything that speaks of a principal useless. */
    public void bumpSubject(String principal) {
        subjects[place(principal)].incrementAndGet();
    }

    /** Makes everything that rests on tokens and keys useless. */
    public void bumpRevocation() {
        revocation.incrementAndGet();
    }

    /** The tenant's counter, {@code null} when there is no room for one more. */
    private @Nullable AtomicLong counter(String tenant) {
        if (tenant.isEmpty()) {
            return everyTenant;
        }
        return tenants.size() < MOST_TENANTS
                ? tenants.computeIfAbsent(tenant, absent -> new AtomicLong())
                : tenants.get(tenant);
    }

    /** A sum, so that it grows whichever of the two counters does. */
    private long tenant(String tenant) {
        AtomicLong own = tenants.get(tenant);
        return everyTenant.get() + (own == null ? 0 : own.get());
    }

    private long subject(String principal) {
        return principal.isEmpty() ? 0 : subjects[place(principal)].get();
    }

    private static int place(String principal) {
        int hash = principal.hashCode();
        return (hash ^ (hash >>> 16)) & (SUBJECTS - 1);
    }
}
