package dev.postern.sidecar.settings;

import dev.postern.sidecar.config.ConfigReader;
import dev.postern.sidecar.evidence.EvidenceConfig;
import dev.postern.yaml.Typed;
import java.time.Duration;
import java.util.regex.Pattern;

/** Reads the keys of the evidence log. */
final class EvidenceKeys {

    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);
    /** Short of what would read as a time, so that canonical JSON leaves it as it is. */
    private static final Typed<String> NAME =
            Typed.matching(Pattern.compile("[A-Za-z][A-Za-z0-9./_-]{0,127}"), "a name such as postern.example/shop");

    private EvidenceKeys() {}

    static EvidenceConfig read(ConfigReader keys) {
        EvidenceConfig defaults = EvidenceConfig.DEFAULTS;
        return new EvidenceConfig(
                keys.bool("evidence.enabled", defaults.enabled()),
                ConfigKeys.optionalPath(keys, "evidence.directory"),
                ConfigKeys.optionalPath(keys, "evidence.key"),
                keys.value("evidence.origin", NAME, defaults.origin(), name -> name),
                keys.value("evidence.instance", NAME, defaults.instance(), name -> name),
                powerOfTwo(keys.integer("evidence.lane_receipts", 64, 1 << 20, defaults.laneSlots())),
                powerOfTwo((int) keys.bytes("evidence.lane_bytes", 1L << 16, 1L << 28, defaults.laneBytes())),
                keys.duration("evidence.linger", MILLI, Duration.ofSeconds(1), defaults.linger()),
                keys.integer("evidence.checkpoint.entries", 1, 1_000_000, defaults.checkpointEntries()),
                keys.duration("evidence.checkpoint.age", MILLI, Duration.ofSeconds(10), defaults.checkpointAge()),
                keys.bytes("evidence.segment_bytes", 1L << 16, 1L << 40, defaults.segmentBytes()),
                keys.bool("evidence.compress", defaults.compress()),
                keys.bytes("evidence.recovery_bytes", 0, 1L << 40, defaults.recoveryBytes()),
                keys.integer("evidence.budget.receipts", 0, Integer.MAX_VALUE, defaults.shedReceipts()),
                keys.duration("evidence.budget.time", Duration.ZERO, HOUR, defaults.shedTime()),
                keys.integer("evidence.waiting", 1, 1 << 20, defaults.waiting()),
                keys.duration("evidence.patience", MILLI, Duration.ofMinutes(1), defaults.patience()));
    }

    private static int powerOfTwo(int atLeast) {
        return Integer.highestOneBit(Math.max(2 * atLeast - 1, 1));
    }
}
