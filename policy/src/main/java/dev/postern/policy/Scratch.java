package dev.postern.policy;

import org.jspecify.annotations.Nullable;

/** Working memory of evaluation, reused from check to check. Not thread-safe: one for each thread that evaluates. */
public final class Scratch {

    private final Matching matching;
    private final IntList key = new IntList();
    private final LocalTime time = new LocalTime();

    private @Nullable Program program;
    private Tier tier = Tier.NONE;

    /** Working memory that keeps no certificates. */
    public Scratch() {
        this(Certificates.NONE);
    }

    public Scratch(Certificates certificates) {
        matching = new Matching(certificates);
    }

    /** What spared the last evaluation some of its work. */
    public Tier tier() {
        return tier;
    }

    void setTier(Tier next) {
        tier = next;
    }

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

    LocalTime time() {
        return time;
    }

    /** Names the decision class last found, see {@link DecisionClass}. */
    IntList key() {
        return key;
    }
}
