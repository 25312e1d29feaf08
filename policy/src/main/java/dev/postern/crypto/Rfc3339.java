package dev.postern.crypto;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Times in text, as canonical bytes normalise them. A string is a time when it is
 * {@code YYYY-MM-DD(T|t)HH:MM:SS[.digits](Z|z|±HH:MM)} of a date that exists, hours to 23, minutes and the offset's
 * minutes to 59, seconds to 60, and when it falls in the years 0000 to 9999 of UTC. Its canonical form is
 * {@code YYYY-MM-DDTHH:MM:SSZ} in UTC: fractions are cut off, a 60th second stays one. Any other string is left alone.
 */
public final class Rfc3339 {

    private static final int SECONDS_END = 19;
    private static final int SHORTEST = SECONDS_END + 1;

    private Rfc3339() {}

    /** The canonical form of a time; any other text itself. */
    static String canonical(String text) {
        if (text.length() < SHORTEST || text.charAt(4) != '-') {
            return text;
        }
        String utc = utc(text);
        return utc == null ? text : utc;
    }

    /** {@code text} in UTC with whole seconds, or null when it is not a time. */
    public static @Nullable String utc(String text) {
        if (!hasShape(text)) {
            return null;
        }
        int zone = zone(text);
        int offset = zone < 0 ? Integer.MIN_VALUE : offsetMinutes(text, zone);
        if (offset == Integer.MIN_VALUE) {
            return null;
        }
        int second = number(text, 17, SECONDS_END);
        LocalDateTime minute = minute(text);
        if (minute == null || second > 60) {
            return null;
        }
        LocalDateTime utc = minute.minusMinutes(offset);
        return utc.getYear() < 0 || utc.getYear() > 9999 ? null : print(utc, second);
    }

    private static boolean hasShape(String text) {
        if (text.length() < SHORTEST) {
            return false;
        }
        for (int i = 0; i < SECONDS_END; i++) {
            char c = text.charAt(i);
            boolean fits = switch (i) {
                case 4, 7 -> c == '-';
                case 10 -> c == 'T' || c == 't';
                case 13, 16 -> c == ':';
                default -> isDigit(c);
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** Where the zone begins: after the fraction, if there is one; -1 when the fraction has no digit. */
    private static int zone(String text) {
        if (text.charAt(SECONDS_END) != '.') {
            return SECONDS_END;
        }
        int at = SECONDS_END + 1;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at == SECONDS_END + 1 || at == text.length() ? -1 : at;
    }

    /** Minutes east of UTC, or {@link Integer#MIN_VALUE} when there is no zone at {@code at}. */
    private static int offsetMinutes(String text, int at) {
        char sign = text.charAt(at);
        if (sign == 'Z' || sign == 'z') {
            return at + 1 == text.length() ? 0 : Integer.MIN_VALUE;
        }
        if ((sign != '+' && sign != '-') || text.length() != at + 6 || text.charAt(at + 3) != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = number(text, at + 1, at + 3);
        int minutes = number(text, at + 4, at + 6);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        return (sign == '-' ? -1 : 1) * (60 * hours + minutes);
    }

    private static @Nullable LocalDateTime minute(String text) {
        try {
            return LocalDateTime.of(
                    number(text, 0, 4),
                    number(text, 5, 7),
                    number(text, 8, 10),
                    number(text, 11, 13),
                    number(text, 14, 16));
        } catch (DateTimeException noSuchDate) {
            return null;
        }
    }

    /** The value of ASCII digits, or -1. */
    private static int number(String text, int start, int end) {
        int value = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                return -1;
            }
            value = 10 * value + c - '0';
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static String print(LocalDateTime utc, int second) {
        StringBuilder out = new StringBuilder(SHORTEST);
        two(out, utc.getYear() / 100);
        two(out, utc.getYear() % 100);
        two(out.append('-'), utc.getMonthValue());
        two(out.append('-'), utc.getDayOfMonth());
        two(out.append('T'), utc.getHour());
        two(out.append(':'), utc.getMinute());
        two(out.append(':'), second);
        return out.append('Z').toString();
    }

    private static void two(StringBuilder out, int value) {
        out.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }
}
