package dev.postern.sidecar.source.principals;

import org.jspecify.annotations.Nullable;

/** Knows roles and attributes of principals. Asked on event loops: never waits. Thread-safe. */
public interface PrincipalSource {

    /** Knows nobody. */
    PrincipalSource NONE = new PrincipalSource() {
        @Override
        public @Nullable KnownPrincipal find(String id) {
            return null;
        }

        @Override
        public boolean current() {
            return true;
        }
    };

    /** What is known of a principal, or {@code null} when nothing is. */
    @Nullable
    KnownPrincipal find(String id);

    /** Whether what it knows has been confirmed recently enough to go by. */
    boolean current();
}
