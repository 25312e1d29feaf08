package dev.postern.sidecar.cache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The epochs in force. They only ever grow, whoever raises them: this sidecar or word from the fleet. Subjects share a
 * fixed number of counters by the hash of their names, so that memory is bounded; two that share one merely go together.
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
        AtomicLong own = tenants.get(tenant);
        long every = everyTenant.get();
        return new Epochs(
                own == null ? every : Math.max(every, own.get()),
                principal.isEmpty() ? 0 : subjects[place(principal)].get(),
                revocation.get());
    }

    /** Raises a tenant's epoch to at least {@code epoch}; the empty name is every tenant. */
    public void raiseTenant(String tenant, long epoch) {
        AtomicLong counter = tenant.isEmpty() || (tenants.size() >= MOST_TENANTS && !tenants.containsKey(tenant))
                ? everyTenant
                : tenants.computeIfAbsent(tenant, absent -> new AtomicLong());
        counter.accumulateAndGet(epoch, Math::max);
    }

    public void raiseSubject(String principal, long epoch) {
        subjects[place(principal)].accumulateAndGet(epoch, Math::max);
    }

    public void raiseRevocation(long epoch) {
        revocation.accumulateAndGet(epoch, Math::max);
    }

    private static int place(String principal) {
        int hash = principal.hashCode();
        return (hash ^ (hash >>> 16)) & (SUBJECTS - 1);
    }
}
