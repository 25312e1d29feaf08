package dev.postern.sidecar.decide;

/** Takes an answer; called exactly once for each check, on the event loop that asked or on an executor of its call. */
@FunctionalInterface
public interface DecisionSink {

    void complete(Decision decision);
}
