package dev.postern.sidecar.covenant;

import dev.postern.covenant.Covenant;
import java.time.Instant;

/** A change of a store. */
public sealed interface StoreEvent {

    /** Of which covenant. */
    String id();

    Instant time();

    /** It is kept from now on. */
    record Put(Covenant covenant, Instant time) implements StoreEvent {
        @Override
        public String id() {
            return covenant.id();
        }
    }

    /** It was there, and is no longer. */
    record Deleted(String id, Instant time) implements StoreEvent {}
}
