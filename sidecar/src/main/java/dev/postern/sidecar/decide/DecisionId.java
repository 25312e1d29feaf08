package dev.postern.sidecar.decide;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Unique name of an answer: which run of the sidecar, which event loop, and its number there.
 *
 * @param boot random, new with each start
 * @param lane the event loop, from 0
 * @param number gapless in its lane, from 0
 */
public record DecisionId(long boot, int lane, long number) {

    private static final int BOOT_DIGITS = 16;
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{16})-([0-9]{1,10})-([0-9]{1,19})");
    /** Boot, two dashes, and the digits of the largest lane and number. */
    private static final int MAX_LENGTH = BOOT_DIGITS + 1 + 10 + 1 + 19;

    /** Sixteen hexadecimal digits, the lane and the number, joined by dashes. */
    @Override
    public String toString() {
        byte[] text = new byte[MAX_LENGTH];
        int start = decimal(number, text, MAX_LENGTH);
        text[--start] = '-';
        start = decimal(lane, text, start);
        text[--start] = '-';
        long rest = boot;
        for (int i = 0; i < BOOT_DIGITS; i++) {
            text[--start] = (byte) Character.forDigit((int) rest & 0xf, 16);
            rest >>>= 4;
        }
        return new String(text, start, MAX_LENGTH - start, StandardCharsets.ISO_8859_1);
    }

    /** The name that {@code text} is, or null when it is not exactly one. */
    public static @Nullable DecisionId parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        try {
            DecisionId id = new DecisionId(
                    HexFormat.fromHexDigitsToLong(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    Long.parseLong(parts.group(3)));
            return id.toString().equals(text) ? id : null;
        } catch (NumberFormatException tooLarge) {
            return null;
        }
    }

    /** Writes the digits of {@code value} so that they end before {@code end}; returns where they start. */
    private static int decimal(long value, byte[] text, int end) {
        int at = end;
        long rest = value;
        do {
            text[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        return at;
    }
}
