package dev.postern.egress.detect;

import java.util.Locale;
import java.util.Set;

/** Tells values somebody made at random from names, words and placeholders. Stateless. */
final class Randomness {

    private static final String[] PLACEHOLDER_PARTS = {
        "xxxx",
        "****",
        "your",
        "placeholder",
        "changeme",
        "change-me",
        "change_me",
        "change this",
        "redacted",
        "insert",
        "replace",
        "dummy",
        "goes-here",
        "goes_here",
        "gohere",
        "fill",
        "todo",
        "<",
        "...",
        "example",
        "sample",
        "masked",
        "hidden",
        "lorem",
        "notreal",
        "not-a-real",
        "not_a_real",
        "foobar",
        "undefined",
        "secretkeyref",
    };

    private static final Set<String> PLACEHOLDERS = Set.of(
            "null",
            "none",
            "nil",
            "true",
            "false",
            "string",
            "password",
            "passwd",
            "pass",
            "secret",
            "token",
            "test",
            "testing",
            "default",
            "empty",
            "required",
            "optional",
            "value",
            "key",
            "apikey",
            "api_key",
            "api-key",
            "user",
            "username",
            "admin",
            "root",
            "credentials",
            "bearer",
            "basic",
            "text",
            "number",
            "object",
            "str",
            "char",
            "bool",
            "int",
            "void",
            "unknown",
            "abc123",
            "1234",
            "12345",
            "123456",
            "12345678",
            "123456789",
            "1234567890");

    private Randomness() {}

    /** Shannon's entropy of the bytes of {@code [start, end)}, in bits for each byte. */
    static double entropy(Text text, int start, int end) {
        int[] counts = new int[256];
        for (int i = start; i < end; i++) {
            counts[text.bytes[i] & 0xff]++;
        }
        double bits = 0;
        double length = end - start;
        for (int count : counts) {
            if (count > 0) {
                double p = count / length;
                bits -= p * Math.log(p) / Math.log(2);
            }
        }
        return bits;
    }

    /** How many different bytes there are. */
    static int distinct(Text text, int start, int end) {
        long low = 0;
        long high = 0;
        for (int i = start; i < end; i++) {
            int c = text.bytes[i];
            if (c < 64) {
                low |= 1L << c;
            } else {
                high |= 1L << c;
            }
        }
        return Long.bitCount(low) + Long.bitCount(high);
    }

    /** Whether a value stands for another one that is put in its place. */
    static boolean placeholder(String value) {
        String folded = value.toLowerCase(Locale.ROOT);
        if (PLACEHOLDERS.contains(folded) || reference(folded)) {
            return true;
        }
        for (String part : PLACEHOLDER_PARTS) {
            if (folded.contains(part) && sameCase(value, folded.indexOf(part), part.length())) {
                return true;
            }
        }
        return repeats(folded);
    }

    /** Letters of one case, or a capital first: four letters that fell together by chance mostly are not. */
    private static boolean sameCase(String value, int from, int length) {
        boolean lower = true;
        boolean upper = true;
        for (int i = from; i < from + length; i++) {
            lower &= i == from || !Chars.is(value.charAt(i) & 0x7f, Chars.UPPER);
            upper &= !Chars.is(value.charAt(i) & 0x7f, Chars.LOWER);
        }
        return lower || upper;
    }

    /** A variable, a call or a template: what is written is not the value. */
    private static boolean reference(String value) {
        return value.startsWith("$")
                || value.startsWith("[")
                || value.startsWith("{")
                || value.startsWith("%(")
                || value.contains("${")
                || value.contains("{{")
                || value.contains("}}")
                || value.contains("#{")
                || value.contains("(")
                || value.contains("[:")
                || value.contains("process.env")
                || value.contains("os.environ")
                || value.startsWith("env.")
                || value.startsWith("arn:")
                || value.startsWith("vault:")
                || value.startsWith("op://")
                || value.startsWith("ref+")
                || value.startsWith("file:")
                || (value.startsWith("%") && value.endsWith("%"));
    }

    /** Only the first two characters, over and over, or one five times in a row. */
    private static boolean repeats(String value) {
        int run = 1;
        int different = 0;
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            run = c == value.charAt(i - 1) ? run + 1 : 1;
            different += c == value.charAt(0) || c == value.charAt(1) ? 0 : 1;
            if (run >= 5 && value.length() < 64) {
                return true;
            }
        }
        return different == 0;
    }

    /**
     * Whether a value reads as a name: words of letters, with a number behind them or not, between marks or joined by
     * capitals.
     */
    static boolean name(String value) {
        int letters = 0;
        int digits = 0;
        for (int i = 0; i < value.length(); i++) {
            int c = value.charAt(i);
            if (Chars.digit(c)) {
                digits++;
            } else if (Chars.letter(c)) {
                letters++;
                if (i > 0 && (Chars.digit(value.charAt(i - 1)) || breaks(value, i))) {
                    return false;
                }
            } else if (c > 127 || ".-_/: @=,".indexOf(c) < 0) {
                return false;
            }
        }
        return letters >= 3 * digits;
    }

    /** A small letter behind two capitals and more of a long run of letters without order. */
    private static boolean breaks(String value, int i) {
        return value.length() >= 12
                && i > 2
                && Chars.is(value.charAt(i), Chars.LOWER)
                && Chars.is(value.charAt(i - 1), Chars.UPPER)
                && Chars.is(value.charAt(i - 2), Chars.UPPER)
                && Chars.is(value.charAt(i - 3), Chars.LOWER);
    }

    /** Whether a value is long and mixed enough for its alphabet to have been made by a machine. */
    static boolean machineMade(Text text, int start, int end, int least) {
        int length = end - start;
        if (length < least) {
            return false;
        }
        int digits = 0;
        int letters = 0;
        boolean hex = true;
        for (int i = start; i < end; i++) {
            int c = text.bytes[i] & 0xff;
            digits += Chars.digit(c) ? 1 : 0;
            letters += Chars.letter(c) ? 1 : 0;
            hex &= Chars.hex(c) || c == '-';
        }
        double entropy = entropy(text, start, end);
        if (letters == 0) {
            return false;
        }
        if (hex) {
            return digits > 0 && entropy >= (length >= 24 ? 3.0 : 2.6);
        }
        return digits > 1 ? entropy >= (length >= 20 ? 3.2 : 2.9) : length >= 24 && entropy >= 4.0;
    }
}
