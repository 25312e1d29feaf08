package dev.postern.sidecar.identity;

import dev.postern.policy.Check;
import dev.postern.sidecar.decide.Caller;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who asks, and what they may at most. The check that comes of it names the principal, holds the facts that were
 * proved, and a {@link dev.postern.policy.Credential} that narrows what policy permits: one that permits nothing where
 * what was shown is not good. Thread-safe.
 */
public interface Identification {

    /** Takes every check as it came. */
    Identification NONE = new Identification() {
        @Override
        public Check now(Check check, Shown shown) {
            return check;
        }

        @Override
        public void later(Check check, Shown shown, Caller caller, Consumer<Check> sink) {
            sink.accept(check);
        }
    };

    /**
     * The check in the name of who asks; {@code null} when finding out takes longer than an event loop can spare. Called on
     * event loops: does not block.
     */
    @Nullable
    Check now(Check check, Shown shown);

    /**
     * Finds out elsewhere. The sink is called exactly once: on the calling event loop, or before this returns, or, where the
     * caller was on none, on any thread.
     */
    void later(Check check, Shown shown, Caller caller, Consumer<Check> sink);

    /** Finds out now if that can be, else later. */
    default void identify(Check check, Shown shown, Caller caller, Consumer<Check> sink) {
        Check known = now(check, shown);
        if (known != null) {
            sink.accept(known);
        } else {
            later(check, shown, caller, sink);
        }
    }
}
