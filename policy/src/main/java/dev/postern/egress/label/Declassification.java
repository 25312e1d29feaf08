package dev.postern.egress.label;

/**
 * A step by which a label may be lowered.
 *
 * @param from the label it takes away
 * @param to a label strictly below it
 * @param when a CCL condition, not empty
 */
public record Declassification(Label from, Label to, String when) {

    /** Whether the step leads down: only such steps lead nowhere twice. */
    public boolean narrows() {
        return to.flowsTo(from) && !from.equals(to);
    }
}
