/**
 * Whose a content is: labels and where they may flow, what a session has seen, and the few ways a label may be lowered.
 * Start reading at {@link dev.postern.egress.label.Label} and {@link dev.postern.egress.label.LabelFlow}.
 */
@NullMarked
package dev.postern.egress.label;

import org.jspecify.annotations.NullMarked;
