package dev.postern.policy;

/** What spared an evaluation some of its work. */
public enum Tier {
    /** Nothing: the class was new, or dear comparisons were made. */
    NONE,
    /** The whole question had been answered before. */
    EXACT,
    /** Its decision class had been answered before, and no dear comparison stood in the way. */
    SEMANTIC,
    /** Certificates stood in for the dear comparisons that were left. */
    PATTERN
}
