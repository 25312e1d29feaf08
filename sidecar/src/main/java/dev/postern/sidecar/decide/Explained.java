package dev.postern.sidecar.decide;

import dev.postern.policy.Explanation;
import org.jspecify.annotations.Nullable;

/**
 * An answer and how it came about.
 *
 * @param explanation {@code null} when no rule was asked
 */
public record Explained(Decision decision, @Nullable Explanation explanation) {}
