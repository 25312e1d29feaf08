package dev.postern.yaml;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations and sizes as people write them. */
public final class Quantity {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,12})([A-Za-z]*)");
    private static final long KIB = 1024;
    private static final long MIB = KIB * 1024;
    private static final long GIB = MIB * 1024;

    private Quantity() {}

    static @Nullable Duration duration(String text) {
        Matcher match = NUMBER_AND_UNIT.matcher(text);
        if (!match.matches()) {
            return null;
        }
        long number = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "us" -> Duration.of(number, ChronoUnit.MICROS);
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "" -> number == 0 ? Duration.ZERO : null;
            default -> null;
        };
    }

    static @Nullable Long bytes(String text) {
        Matcher match = NUMBER_AND_UNIT.matcher(text);
        if (!match.matches()) {
            return null;
        }
        long number = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "", "B" -> number;
            case "KiB" -> Math.multiplyExact(number, KIB);
            case "MiB" -> Math.multiplyExact(number, MIB);
            case "GiB" -> number > Long.MAX_VALUE / GIB ? null : (Long) (number * GIB);
            default -> null;
        };
    }

    /** A duration as it would be written: in the largest unit that holds it without a rest. */
    public static String text(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.toNanosPart() % 1_000_000 != 0) {
            return duration.toNanos() / 1_000 + "us";
        }
        if (duration.toMillisPart() != 0) {
            return duration.toMillis() + "ms";
        }
        long seconds = duration.toSeconds();
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** A size as it would be written: in the largest unit that holds it without a rest. */
    public static String text(long bytes) {
        if (bytes == 0 || bytes % KIB != 0) {
            return Long.toString(bytes);
        }
        return bytes % GIB == 0 ? bytes / GIB + "GiB" : bytes % MIB == 0 ? bytes / MIB + "MiB" : bytes / KIB + "KiB";
    }
}
