package dev.postern.policy;

import org.jspecify.annotations.Nullable;

/** Working memory of evaluation, reused from check to check. Not thread-safe: one for each thread that evaluates. */
public final class Scratch {

    private final Matching matching = new Matching();
    private final IntList key = new IntList();

    private @Nullable Program program;

    /** Turns to a program; what was remembered of another is let go of. */
    @SuppressWarnings("ReferenceEquality") // a program is itself only
    void turnTo(Program next) {
        if (program != next) {
            program = next;
            matching.forget();
        }
    }

    Matching matching() {
        return matching;
    }

    /** Names the decision class last found, see {@link DecisionClass}. */
    IntList key() {
        return key;
    }
}
