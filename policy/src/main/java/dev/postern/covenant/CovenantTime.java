package dev.postern.covenant;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Times in documents: ISO 8601 with an offset, or a date, which is its first moment in UTC. */
final class CovenantTime {

    private static final int DATE_LENGTH = "2026-01-01".length();

    private CovenantTime() {}

    /** Milliseconds since the epoch, or null when {@code text} is no time. */
    static @Nullable Long millis(String text) {
        try {
            return text.length() == DATE_LENGTH
                    ? Long.valueOf(LocalDate.parse(text)
                            .atStartOfDay()
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli())
                    : Long.valueOf(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException notATime) {
            return null;
        } catch (ArithmeticException beyondRange) {
            return null;
        }
    }
}
