package dev.postern.sidecar.telemetry;

import dev.postern.policy.Mode;
import dev.postern.policy.Outcome;

/** How outcomes and modes are spelt in labels and span attributes. */
final class Words {

    private Words() {}

    static String of(Outcome outcome) {
        return outcome == Outcome.ALLOW ? "allow" : "deny";
    }

    static String of(Mode mode) {
        return mode == Mode.SHADOW ? "shadow" : "enforce";
    }
}
