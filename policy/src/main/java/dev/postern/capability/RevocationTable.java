package dev.postern.capability;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All that was revoked, in memory. One thread at a time may add or forget; any may ask meanwhile, without a lock. Bounded:
 * what finds no place is refused; only what is settled is dropped.
 */
public final class RevocationTable implements Revocations {

    private final int capacity;
    private final NameSet forGood = new NameSet();
    private final ExpiringNames tokens = new ExpiringNames();
    private final Map<RevocationName, Long> subjects = new ConcurrentHashMap<>();
    private volatile long allUntil = Long.MIN_VALUE;
    private final AtomicLong epoch = new AtomicLong();

    /** A table of at most {@code capacity} tokens, keys and subjects. */
    public RevocationTable(int capacity) {
        this.capacity = capacity;
    }

    /** Grows with every act that changed something, so that what was found not revoked in an epoch stays so in it. */
    public long epoch() {
        return epoch.get();
    }

    /** How many tokens, keys and subjects are named. */
    public int size() {
        return forGood.size() + tokens.size() + subjects.size();
    }

    /** Bytes that the names of tokens and keys take. */
    public long bytes() {
        return forGood.bytes() + tokens.bytes();
    }

    /** Adds an act; {@code false} when there is no room for it. */
    public boolean add(Revocation act) {
        if (act instanceof Revocation.OfAll all) {
            allUntil = Math.max(allUntil, all.until());
        } else if (act instanceof Revocation.OfSubject subject) {
            if (!subjects.containsKey(subject.name()) && size() >= capacity) {
                return false;
            }
            subjects.merge(subject.name(), subject.until(), Math::max);
        } else if (act instanceof Revocation.OfToken token && token.expiresAt() != Revocation.NEVER) {
            if (size() >= capacity) {
                return forGood.contains(token.name()) || tokens.contains(token.name(), token.expiresAt());
            }
            if (!forGood.contains(token.name())) {
                tokens.add(token.name(), token.expiresAt());
            }
        } else {
            RevocationName name =
                    act instanceof Revocation.OfToken token ? token.name() : ((Revocation.OfKey) act).name();
            if (size() >= capacity) {
                return forGood.contains(name);
            }
            forGood.add(name);
        }
        epoch.incrementAndGet();
        return true;
    }

    /**
     * Drops what is settled; what was not revoked stays so. Tokens go a bucket at a time, up to an hour later than they could.
     *
     * @param now seconds since the epoch
     * @return how many names were dropped
     */
    public int forget(long now) {
        int before = size();
        tokens.forget(now);
        subjects.entrySet()
                .removeIf(subject -> new Revocation.OfSubject(subject.getKey(), subject.getValue()).isSettled(now));
        return before - size();
    }

    @Override
    public boolean revokes(RevocationNames names, long issuedAt) {
        if (issuedAt <= allUntil
                || forGood.contains(names.token())
                || forGood.contains(names.key())
                || tokens.contains(names.token())) {
            return true;
        }
        Long until = subjects.get(names.subject());
        return until != null && issuedAt <= until;
    }
}
