package dev.postern.sidecar.decide;

import dev.postern.ccl.FieldPath;
import dev.postern.policy.Attributes;
import dev.postern.policy.Reason;
import dev.postern.policy.Roots;
import dev.postern.policy.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a door's request, remembering which of them a decision looked at and what it saw. Reused from check to
 * check; not thread-safe.
 */
public final class FactsRead implements Attributes {

    private static final int MOST = 1 << 10;

    private Attributes source = Attributes.NONE;
    private FieldPath[] paths = new FieldPath[16];
    private @Nullable Value[] values = new Value[16];
    private int count;

    /** Forgets what was read and turns to the facts of another check. */
    FactsRead turnTo(Attributes next) {
        source = next;
        Arrays.fill(values, 0, count, null);
        count = 0;
        return this;
    }

    @Override
    public @Nullable Value find(FieldPath path) {
        Value value = source.find(path);
        // No door answers for the clock: that it did not is no fact about the request.
        if ((value != null || !path.root().equals(Roots.ENV)) && count < MOST) {
            remember(path, value);
        }
        return value;
    }

    @Override
    public @Nullable Reason doubt() {
        return source.doubt();
    }

    /** How many facts were looked at; one that was looked at twice may count twice. */
    public int count() {
        return count;
    }

    public FieldPath path(int i) {
        return paths[i];
    }

    /** What was seen, {@code null} for nothing. */
    public @Nullable Value value(int i) {
        return values[i];
    }

    /** What was seen so far, for an evaluation that looks at the same; {@code null} when that was too much to keep. */
    public @Nullable Attributes kept() {
        if (count == MOST) {
            return null;
        }
        Map<FieldPath, Value> seen = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Value value = values[i];
            if (value != null) {
                seen.put(paths[i], value);
            }
        }
        return seen::get;
    }

    @SuppressWarnings("ReferenceEquality") // equal paths of two rule sets are merely remembered twice
    private void remember(FieldPath path, @Nullable Value value) {
        for (int i = 0; i < count; i++) {
            if (paths[i] == path) {
                return;
            }
        }
        if (count == paths.length) {
            paths = Arrays.copyOf(paths, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
        }
        paths[count] = path;
        values[count++] = value;
    }
}
