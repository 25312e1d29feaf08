package dev.postern.sidecar.decide;

import dev.postern.policy.Program;
import org.jspecify.annotations.Nullable;

/** The program in force. Swapped whole by a reload; a check reads it once. Thread-safe. */
public final class ActiveProgram {

    private volatile @Nullable Program program;

    /** The program in force, or {@code null} before the first good bundle. */
    public @Nullable Program get() {
        return program;
    }

    public void set(Program program) {
        this.program = program;
    }
}
