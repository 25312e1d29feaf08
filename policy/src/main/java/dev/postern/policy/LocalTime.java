package dev.postern.policy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * The time of checks in a tenant's zone, worked out once a second. Not thread-safe: part of the working memory.
 */
final class LocalTime {

    private ZoneId zone = ZoneOffset.UTC;
    private long second = Long.MIN_VALUE;
    private Value.Int now = new Value.Int(0);
    private Value.Int hour = now;
    private Value.Int weekday = now;

    /** From now on in {@code zone}. */
    void in(ZoneId zone) {
        if (!zone.equals(this.zone)) {
            this.zone = zone;
            second = Long.MIN_VALUE;
        }
    }

    /** Seconds since the epoch. */
    Value.Int now(long millis) {
        turnTo(millis);
        return now;
    }

    /** Hour of the day, 0 to 23. */
    Value.Int hour(long millis) {
        turnTo(millis);
        return hour;
    }

    /** Day of the week, 1 (Monday) to 7. */
    Value.Int weekday(long millis) {
        turnTo(millis);
        return weekday;
    }

    private void turnTo(long millis) {
        long wanted = Math.floorDiv(millis, 1000L);
        if (wanted == second) {
            return;
        }
        ZonedDateTime local = Instant.ofEpochSecond(wanted).atZone(zone);
        now = new Value.Int(wanted);
        hour = new Value.Int(local.getHour());
        weekday = new Value.Int(local.getDayOfWeek().getValue());
        second = wanted;
    }
}
