package dev.postern.sidecar.identity;

import java.util.concurrent.atomic.LongAdder;

/** What is counted of who asks. Thread-safe. */
public final class IdentityCounters {

    final LongAdder known = new LongAdder();
    final LongAdder asserted = new LongAdder();
    final LongAdder refused = new LongAdder();

    /** Checks whose JSON Web Token had been verified before. */
    public long known() {
        return known.sum();
    }

    /** Checks whose caller named another principal, so that policy was asked whether it may. */
    public long asserted() {
        return asserted.sum();
    }

    /** Checks refused for what was shown of who asks. */
    public long refused() {
        return refused.sum();
    }
}
