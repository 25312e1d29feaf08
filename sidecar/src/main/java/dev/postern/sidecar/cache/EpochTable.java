package dev.postern.sidecar.cache;

import dev.postern.policy.Check;
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
    private final InvalidatedResources resources = new InvalidatedResources(this::raiseTenant);
    /** No counter is higher, so that one more than it is new to each of them. */
    private final AtomicLong top = new AtomicLong();

    public EpochTable() {
        for (int i = 0; i < SUBJECTS; i++) {
            subjects[i] = new AtomicLong();
        }
    }

    /** The epochs that entries of a tenant and a principal stand under; the subject is 0 for the empty name. */
    public Epochs of(String tenant, String principal) {
        return new Epochs(tenant(tenant), subject(principal), revocation.get(), resources.newest());
    }

    /** Whether an entry made under {@code made} may still be served, resources apart. */
    public boolean isCurrent(Epochs made, String tenant, String principal) {
        return made.tenant() >= tenant(tenant)
                && made.subject() >= subject(principal)
                && made.revocation() >= revocation.get();
    }

    /** Whether the resource of a check was invalidated since an entry was made, which then must not answer it. */
    public boolean hasLost(Epochs made, Check check) {
        return resources.newest() > made.resources() && resources.since(made.resources(), check);
    }

    /** Makes useless what an invalidation is about, as far as it was made until now. */
    public void bump(Invalidation about) {
        raise(about, top.incrementAndGet());
    }

    /** Makes useless what an invalidation is about, as far as it was made under lower epochs. */
    public void raise(Invalidation about, long epoch) {
        if (about instanceof Invalidation.OfTenant of) {
            raiseTenant(of.tenant(), epoch);
        } else if (about instanceof Invalidation.OfPrincipal of) {
            raise(subjects[place(of.id())], epoch);
        } else if (about instanceof Invalidation.OfResources of) {
            resources.raise(of.tenant(), of.pattern(), epoch);
            top.accumulateAndGet(epoch, Math::max);
        } else if (about instanceof Invalidation.OfCapability) {
            raise(revocation, epoch);
        } else {
            raiseTenant("", epoch);
        }
    }

    /** The highest epoch that any counter has reached. */
    public long top() {
        return top.get();
    }

    /** The empty name has a counter that counts for every tenant. */
    private void raiseTenant(String tenant, long epoch) {
        AtomicLong counter = counter(tenant);
        raise(counter == null ? everyTenant : counter, epoch);
    }

    private void raise(AtomicLong counter, long epoch) {
        counter.accumulateAndGet(epoch, Math::max);
        top.accumulateAndGet(epoch, Math::max);
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

    private long tenant(String tenant) {
        AtomicLong own = tenants.get(tenant);
        long every = everyTenant.get();
        return own == null ? every : Math.max(every, own.get());
    }

    private long subject(String principal) {
        return principal.isEmpty() ? 0 : subjects[place(principal)].get();
    }

    private static int place(String principal) {
        int hash = principal.hashCode();
        return (hash ^ (hash >>> 16)) & (SUBJECTS - 1);
    }
}
