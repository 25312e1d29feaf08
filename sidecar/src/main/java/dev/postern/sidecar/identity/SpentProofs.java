package dev.postern.sidecar.identity;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Proofs of possession that were used, for as long as they could be used again: two generations, each of which lasts as
 * long as a proof is good, from before it was signed to after. Bounded: what finds no place is not let in. Thread-safe.
 */
final class SpentProofs {

    /** What came of spending one. */
    enum Result {
        SPENT,
        /** It was spent before. */
        AGAIN,
        /** There is no room to remember it. */
        FULL
    }

    private final long lengthMillis;
    private final int most;
    private volatile Generation newest;

    /** The nonces of a holder are its own: nobody spends another's. */
    private record Use(String keyId, ByteBuffer nonce) {}

    private static final class Generation {
        private final long from;
        private final Set<Use> uses = ConcurrentHashMap.newKeySet();
        private final Set<Use> before;

        Generation(long from, Set<Use> before) {
            this.from = from;
            this.before = before;
        }
    }

    /**
     * An empty memory.
     *
     * @param age by how much the time of a proof may differ from ours, in either direction
     * @param most proofs of one generation
     */
    SpentProofs(Duration age, int most) {
        this.lengthMillis = 2 * age.toMillis() + 1;
        this.most = most;
        this.newest = new Generation(Long.MIN_VALUE, Set.of());
    }

    /** Spends the nonce of a genuine proof by the key of that id. */
    Result spend(String keyId, ByteBuffer nonce, long nowMillis) {
        Generation generation = generation(nowMillis);
        Use use = new Use(keyId, nonce);
        if (generation.before.contains(use)) {
            return Result.AGAIN;
        }
        if (generation.uses.size() >= most) {
            return generation.uses.contains(use) ? Result.AGAIN : Result.FULL;
        }
        if (!generation.uses.add(use)) {
            return Result.AGAIN;
        }
        // Whoever turned to the next generation meanwhile may have spent it there.
        Generation now = newest;
        return now == generation || now.uses.add(use) ? Result.SPENT : Result.AGAIN;
    }

    int size() {
        Generation generation = newest;
        return generation.uses.size() + generation.before.size();
    }

    private Generation generation(long nowMillis) {
        Generation generation = newest;
        return nowMillis - lengthMillis < generation.from ? generation : next(nowMillis);
    }

    private synchronized Generation next(long nowMillis) {
        Generation generation = newest;
        if (nowMillis - lengthMillis < generation.from) {
            return generation;
        }
        newest = new Generation(nowMillis, generation.uses);
        return newest;
    }
}
