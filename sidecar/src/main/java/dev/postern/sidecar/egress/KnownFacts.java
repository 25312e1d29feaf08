package dev.postern.sidecar.egress;

import dev.postern.ccl.FieldPath;
import dev.postern.policy.Attributes;
import dev.postern.policy.Reason;
import dev.postern.policy.Roots;
import dev.postern.policy.Value;
import org.jspecify.annotations.Nullable;

/** What the gate knows under {@code egress}, and under all other roots what the door knows. */
record KnownFacts(Attributes door, Attributes egress) implements Attributes {

    @Override
    public @Nullable Value find(FieldPath path) {
        return path.root().equals(Roots.EGRESS) ? egress.find(path) : door.find(path);
    }

    @Override
    public @Nullable Reason doubt() {
        Reason doubt = door.doubt();
        return doubt == null ? egress.doubt() : doubt;
    }
}
