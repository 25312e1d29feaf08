package dev.postern.sidecar.admin;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Whether checks are invited: only while every {@link Condition} holds. None holds at first. Thread-safe. */
public final class Readiness {

    private final Map<Condition, String> unmet = new EnumMap<>(Condition.class);
    private final List<Consumer<Boolean>> listeners = new ArrayList<>();
    private volatile boolean ready;

    public Readiness() {
        for (Condition condition : Condition.values()) {
            unmet.put(condition, condition.unmet());
        }
    }

    /** Whether every condition holds. Never blocks. */
    public boolean isReady() {
        return ready;
    }

    /** Why checks are not invited, one sentence for each condition that does not hold; empty when ready. */
    public synchronized List<String> reasons() {
        return List.copyOf(unmet.values());
    }

    /** From now on the condition holds. */
    public synchronized void met(Condition condition) {
        unmet.remove(condition);
        settle();
    }

    /** From now on the condition does not hold. */
    public synchronized void unmet(Condition condition, String reason) {
        unmet.put(condition, reason);
        settle();
    }

    /**
     * Tells a listener whether checks are invited: at once, and at every change, in order. It is called on the thread
     * that brought the change about and must not block.
     */
    public synchronized void onChange(Consumer<Boolean> listener) {
        listeners.add(listener);
        listener.accept(ready);
    }

    private void settle() {
        boolean now = unmet.isEmpty();
        if (now != ready) {
            ready = now;
            listeners.forEach(listener -> listener.accept(now));
        }
    }
}
