package dev.postern.sidecar.telemetry;

import dev.postern.policy.Check;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionObserver;
import dev.postern.sidecar.decide.Door;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several observers as one, told in order. As thread-safe as they are. */
final class CompositeObserver implements DecisionObserver {

    private final DecisionObserver[] observers;

    private CompositeObserver(DecisionObserver[] observers) {
        this.observers = observers;
    }

    /** One observer for all of {@code observers}: itself when there is only one. */
    static DecisionObserver of(List<DecisionObserver> observers) {
        return observers.size() == 1
                ? observers.get(0)
                : new CompositeObserver(observers.toArray(DecisionObserver[]::new));
    }

    @Override
    public void answered(Door door, @Nullable Check check, Decision decision, long nanos) {
        for (DecisionObserver observer : observers) {
            observer.answered(door, check, decision, nanos);
        }
    }
}
