package dev.postern.egress.label;

import dev.postern.policy.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether what is labelled may go where it is going.
 *
 * @param held labels that may not, even after every declassification that applies
 * @param lowered labels that may only because they were declassified
 */
public record LabelFlow(Labels held, Labels lowered) {

    /** Nothing is labelled. */
    public static final LabelFlow FREE = new LabelFlow(Labels.NONE, Labels.NONE);

    public boolean permitted() {
        return held.all().isEmpty();
    }

    /**
     * Follows each label to what the destination accepts.
     *
     * @param carried labels of the content and of all its session has seen
     * @param accepted by the destination
     * @param check whose attributes the conditions of declassification speak of
     */
    public static LabelFlow of(Labels carried, Labels accepted, Declassifications declassifications, Check check) {
        List<Label> held = new ArrayList<>();
        List<Label> lowered = new ArrayList<>();
        for (Label label : carried.all()) {
            if (!accepted.accepts(label)) {
                Set<Label> reach = declassifications.reach(label, check);
                (reach.stream().anyMatch(accepted::accepts) ? lowered : held).add(label);
            }
        }
        return held.isEmpty() && lowered.isEmpty() ? FREE : new LabelFlow(new Labels(held), new Labels(lowered));
    }
}
