package dev.postern.sidecar.settings;

import dev.postern.sidecar.config.ConfigReader;
import dev.postern.sidecar.telemetry.DecisionLogConfig;
import dev.postern.sidecar.telemetry.LogConfig;
import dev.postern.sidecar.telemetry.LogFormat;
import dev.postern.sidecar.telemetry.LogLevel;
import dev.postern.sidecar.telemetry.OtlpConfig;
import dev.postern.sidecar.telemetry.OtlpProtocol;
import dev.postern.sidecar.telemetry.TelemetryConfig;
import dev.postern.yaml.Typed;
import java.time.Duration;
import java.util.regex.Pattern;

/** Reads the keys of telemetry and logs. */
final class TelemetryKeys {

    private static final Pattern USER = Pattern.compile("//[^/@]*@");
    private static final Typed<String> URL =
            Typed.matching(Pattern.compile("https?://[^\\s]+"), "an http or https url");

    private TelemetryKeys() {}

    static TelemetryConfig read(ConfigReader keys) {
        return new TelemetryConfig(
                keys.bool("telemetry.metrics", TelemetryConfig.DEFAULTS.metrics()),
                otlp(keys),
                keys.number("telemetry.trace_ratio", 0, 1, TelemetryConfig.DEFAULTS.traceRatio()),
                decisionLog(keys),
                new LogConfig(
                        keys.word("log.format", LogFormat.class, LogConfig.DEFAULTS.format()),
                        keys.word("log.level", LogLevel.class, LogConfig.DEFAULTS.level())));
    }

    private static OtlpConfig otlp(ConfigReader keys) {
        OtlpConfig off = OtlpConfig.OFF;
        return new OtlpConfig(
                keys.value("telemetry.otlp.endpoint", URL, off.endpoint(), TelemetryKeys::withoutUser),
                keys.word("telemetry.otlp.protocol", OtlpProtocol.class, off.protocol()),
                keys.duration("telemetry.otlp.interval", Duration.ofSeconds(1), Duration.ofHours(1), off.interval()));
    }

    private static DecisionLogConfig decisionLog(ConfigReader keys) {
        DecisionLogConfig off = DecisionLogConfig.OFF;
        return new DecisionLogConfig(
                keys.bool("telemetry.decision_log.enabled", off.enabled()),
                keys.number("telemetry.decision_log.allow_ratio", 0, 1, off.allowRatio()),
                keys.number("telemetry.decision_log.deny_ratio", 0, 1, off.denyRatio()),
                keys.integer("telemetry.decision_log.queue", 1, 65_536, off.queue()));
    }

    /** A URL may name a user and a password: not for showing. */
    private static String withoutUser(String url) {
        return USER.matcher(url).replaceFirst("//***@");
    }
}
