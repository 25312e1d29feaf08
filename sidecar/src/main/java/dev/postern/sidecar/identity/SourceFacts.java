package dev.postern.sidecar.identity;

import dev.postern.ccl.FieldPath;
import dev.postern.policy.Attributes;
import dev.postern.policy.Reason;
import dev.postern.policy.Roots;
import dev.postern.policy.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a door, and below {@code source} what was proved of who asks. What was proved comes first.
 *
 * @param door the door's own facts
 * @param proved by their names below {@code source}
 * @param caller whose name was proved, empty for nobody
 */
record SourceFacts(Attributes door, Map<String, Value> proved, String caller) implements Attributes {

    @Override
    public @Nullable Value find(FieldPath path) {
        List<String> segments = path.segments();
        if (segments.size() < 2 || !segments.get(0).equals(Roots.SOURCE)) {
            return door.find(path);
        }
        if (segments.get(1).equals("caller")) {
            return segments.size() == 2 && !caller.isEmpty() ? new Value.Text(caller) : null;
        }
        Value found = Attributes.walk(proved, segments, 1);
        return found == null ? door.find(path) : found;
    }

    @Override
    public @Nullable Reason doubt() {
        return door.doubt();
    }
}
