package dev.postern.loadtest;

import dev.postern.sidecar.decide.CacheLabel;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What the tiers did for the checks of one pass, check by check. Not thread-safe. */
final class CacheAccount {

    private final Map<CacheLabel, Integer> labels = new EnumMap<>(CacheLabel.class);
    private int checks;
    private int wrong;
    private int similar;
    private int similarHits;
    private int repeated;
    private int repeatedHits;
    private long fitting;

    /**
     * A check was answered.
     *
     * @param again whether the whole question had been asked before
     * @param right whether a fresh evaluation answers the same
     * @param dearRules rules with dear comparisons whose action and resource fit
     */
    void answered(CacheLabel label, boolean again, boolean right, int dearRules) {
        checks++;
        labels.merge(label, 1, Integer::sum);
        wrong += right ? 0 : 1;
        fitting += dearRules;
        if (!again) {
            similar++;
            similarHits += isHit(label) ? 1 : 0;
        }
    }

    /** A check was asked a second time at once. */
    void repeated(CacheLabel label) {
        repeated++;
        repeatedHits += isHit(label) ? 1 : 0;
    }

    /** Lines for a person; dear comparisons are those that were still {@code needed} and those that were made. */
    String lines(String name, long needed, long made, long first) {
        int left = labels.getOrDefault(CacheLabel.PATTERN, 0) + labels.getOrDefault(CacheLabel.NONE, 0);
        return String.format(
                Locale.ROOT,
                "%s: %s, hits %.2f %%; never asked before %d, hits %.2f %%; asked twice %d, hits %.2f %%; wrong %d%n"
                        + "  dear comparisons: in fitting rules %d, needed %d, made %d; spared %.1f %% of those needed (at best "
                        + "%.1f %%), %.2f %% of all; pattern hits %.1f %% of checks not answered by class",
                name,
                labels,
                share(checks - labels.getOrDefault(CacheLabel.NONE, 0), checks),
                similar,
                share(similarHits, similar),
                repeated,
                share(repeatedHits, repeated),
                wrong,
                fitting,
                needed,
                made,
                share(needed - made, needed),
                share(needed - first, needed),
                share(fitting - made, fitting),
                share(labels.getOrDefault(CacheLabel.PATTERN, 0), left));
    }

    private static boolean isHit(CacheLabel label) {
        return label != CacheLabel.NONE;
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 100 : 100.0 * part / whole;
    }
}
