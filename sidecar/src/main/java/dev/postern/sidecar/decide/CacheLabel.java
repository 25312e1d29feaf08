package dev.postern.sidecar.decide;

import dev.postern.policy.Tier;
import java.util.Locale;

/** How a cache took part in an answer. */
public enum CacheLabel {
    NONE,
    EXACT,
    SEMANTIC,
    PATTERN,
    L2,
    UNCACHEABLE,
    BYPASS;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The label of an evaluation that was spared so much. */
    public static CacheLabel of(Tier tier) {
        return switch (tier) {
            case NONE -> NONE;
            case EXACT -> EXACT;
            case SEMANTIC -> SEMANTIC;
            case PATTERN -> PATTERN;
        };
    }

    /** Its name on the wire and in metrics. */
    public String word() {
        return word;
    }
}
