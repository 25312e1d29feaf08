package dev.postern.sidecar.covenant;

import dev.postern.covenant.Covenant;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Covenants in memory, found by id, issuer, beneficiary and tag without looking at others. Readers never wait; one that
 * lists while covenants are put sees each change whole, but not always all of a batch.
 */
public final class MemoryStore implements CovenantStore {

    private final InstantSource clock;
    private final Listeners listeners = new Listeners();
    private final Map<String, Kept> byId = new ConcurrentHashMap<>();
    private final NavigableMap<String, Kept> all = new ConcurrentSkipListMap<>();
    private final Map<Key, NavigableMap<String, Kept>> index = new ConcurrentHashMap<>();

    public MemoryStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void put(Collection<Covenant> covenants) throws IOException {
        Fitness.require(covenants);
        for (Covenant covenant : covenants) {
            keep(covenant);
        }
        for (Covenant covenant : listeners.isEmpty() ? List.<Covenant>of() : covenants) {
            listeners.tell(new StoreEvent.Put(covenant, clock.instant()));
        }
    }

    @Override
    public List<@Nullable Covenant> get(List<String> ids) {
        List<@Nullable Covenant> found = new ArrayList<>(ids.size());
        for (String id : ids) {
            found.add(get(id));
        }
        return found;
    }

    @Override
    public @Nullable Covenant get(String id) {
        Kept kept = byId.get(id);
        return kept == null ? null : kept.covenant;
    }

    @Override
    public int delete(Collection<String> ids) {
        int deleted = 0;
        for (String id : ids) {
            if (forget(id)) {
                deleted++;
                listeners.tell(new StoreEvent.Deleted(id, clock.instant()));
            }
        }
        return deleted;
    }

    @Override
    public List<Covenant> list(CovenantFilter filter) {
        List<Covenant> found = new ArrayList<>();
        for (Kept kept : candidates(filter).tailMap(filter.after(), false).values()) {
            if (found.size() == filter.limit()) {
                break;
            }
            if (filter.picks(kept.facts)) {
                found.add(kept.covenant);
            }
        }
        return found;
    }

    @Override
    public long count(CovenantFilter filter) {
        return candidates(filter).tailMap(filter.after(), false).values().stream()
                .filter(kept -> filter.picks(kept.facts))
                .count();
    }

    @Override
    public Runnable listen(Consumer<StoreEvent> listener) {
        return listeners.add(listener);
    }

    @Override
    public void close() {
        // Nothing outlives it.
    }

    private synchronized void keep(Covenant covenant) {
        forget(covenant.id());
        Kept kept = new Kept(covenant, CovenantFacts.of(covenant));
        for (Key key : Key.of(kept.facts)) {
            index.computeIfAbsent(key, none -> new ConcurrentSkipListMap<>()).put(covenant.id(), kept);
        }
        all.put(covenant.id(), kept);
        byId.put(covenant.id(), kept);
    }

    private synchronized boolean forget(String id) {
        Kept kept = byId.remove(id);
        if (kept == null) {
            return false;
        }
        all.remove(id);
        for (Key key : Key.of(kept.facts)) {
            index.computeIfPresent(key, (none, found) -> {
                found.remove(id);
                return found.isEmpty() ? null : found;
            });
        }
        return true;
    }

    /** A set that holds all that {@code filter} picks: that of one of its values, where it has any. */
    private NavigableMap<String, Kept> candidates(CovenantFilter filter) {
        Key key = Key.of(filter);
        return key == null ? all : index.getOrDefault(key, new ConcurrentSkipListMap<>());
    }

    private record Kept(Covenant covenant, CovenantFacts facts) {}

    /** A value that covenants are found by. */
    private record Key(Place place, String value) {

        private enum Place {
            ISSUER,
            BENEFICIARY,
            TAG
        }

        static List<Key> of(CovenantFacts facts) {
            List<Key> keys = new ArrayList<>();
            keys.add(new Key(Place.ISSUER, facts.issuerId()));
            keys.add(new Key(Place.BENEFICIARY, facts.beneficiaryId()));
            facts.tags().forEach(tag -> keys.add(new Key(Place.TAG, tag)));
            return keys;
        }

        static @Nullable Key of(CovenantFilter filter) {
            if (filter.beneficiaryId() != null) {
                return new Key(Place.BENEFICIARY, filter.beneficiaryId());
            }
            if (!filter.tags().isEmpty()) {
                return new Key(Place.TAG, filter.tags().iterator().next());
            }
            return filter.issuerId() == null ? null : new Key(Place.ISSUER, filter.issuerId());
        }
    }
}
