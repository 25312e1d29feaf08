package dev.postern.sidecar.covenant;

import dev.postern.covenant.Covenant;
import dev.postern.covenant.CovenantVerifier;
import dev.postern.covenant.Verification;
import java.util.List;

/** Verifies many covenants at a time. */
public final class CovenantBatch {

    private CovenantBatch() {}

    /** Runs the eleven checks of each covenant, on all processors; the answers are in the order of the question. */
    public static List<Verification> verify(List<Covenant> covenants, long nowMillis) {
        return covenants.parallelStream()
                .map(covenant -> CovenantVerifier.verify(covenant, nowMillis))
                .toList();
    }
}
