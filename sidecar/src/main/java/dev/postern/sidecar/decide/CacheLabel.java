package dev.postern.sidecar.decide;

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

    /** Its name on the wire and in metrics. */
    public String word() {
        return word;
    }
}
