package dev.postern.policy;

/** Working memory of evaluation, reused from check to check. Not thread-safe: one for each thread that evaluates. */
public final class Scratch {

    private final Matching matching = new Matching();
    private final IntList key = new IntList();

    Matching matching() {
        return matching;
    }

    /** Names the decision class last found, see {@link DecisionClass}. */
    IntList key() {
        return key;
    }
}
