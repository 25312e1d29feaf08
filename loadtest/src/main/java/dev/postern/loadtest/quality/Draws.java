package dev.postern.loadtest.quality;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a template can draw. {@code ‹hex 32›} and the other alphabets: so many characters, or {@code 8-12} of them;
 * {@code ‹int 1 255›} a number of that range, with leading zeros where the first has them; {@code ‹uuid›}; and the numbers
 * of {@link CheckedNumbers}. {@code ‹base64 …›} and the other encodings take a template; {@code ‹as ##-## …›} puts its text
 * into a mask, where {@code _} is a space.
 */
final class Draws {

    /** Encodings of another template's text. */
    static final Map<String, UnaryOperator<String>> ENCODINGS = Map.of(
            "base64", text -> Base64.getEncoder().encodeToString(text.getBytes(UTF_8)),
            "base64url", text -> Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8)),
            "mime", text -> Base64.getMimeEncoder().encodeToString(text.getBytes(UTF_8)),
            "hexed", text -> HexFormat.of().formatHex(text.getBytes(UTF_8)),
            "percent", Draws::percent);

    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";
    private static final String ALNUM = UPPER + LOWER + DIGITS;

    private static final Map<String, String> ALPHABETS = Map.ofEntries(
            Map.entry("hex", "0123456789abcdef"),
            Map.entry("HEX", "0123456789ABCDEF"),
            Map.entry("lower", LOWER),
            Map.entry("upper", UPPER),
            Map.entry("letter", LOWER + UPPER),
            Map.entry("digit", DIGITS),
            Map.entry("digit1", DIGITS.substring(1)),
            Map.entry("alnum", ALNUM),
            Map.entry("lowernum", LOWER + DIGITS),
            Map.entry("uppernum", UPPER + DIGITS),
            Map.entry("url", ALNUM + "_-"),
            Map.entry("b64", ALNUM + "+/"),
            Map.entry("b32", UPPER + "234567"),
            Map.entry("b32lower", LOWER + "234567"),
            Map.entry("sign", ALNUM + "!#%*"));

    private Draws() {}

    static boolean knows(String name) {
        return ALPHABETS.containsKey(name) || name.equals("int") || name.equals("uuid") || CheckedNumbers.knows(name);
    }

    /** The draw called {@code name}, which is known. */
    static Function<SplittableRandom, String> of(String name, String arguments) {
        String alphabet = ALPHABETS.get(name);
        if (alphabet != null) {
            String[] range = arguments.split("-", 2);
            int least = Integer.parseInt(range[0]);
            int most = Integer.parseInt(range[range.length - 1]);
            return random -> some(alphabet, random.nextInt(least, most + 1), random);
        }
        return switch (name) {
            case "int" -> number(arguments.split(" ", 2));
            case "uuid" -> Draws::uuid;
            default -> CheckedNumbers.of(name, arguments);
        };
    }

    /** So many characters of an alphabet. */
    static String some(String alphabet, int length, SplittableRandom random) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    static String digits(int length, SplittableRandom random) {
        return some(DIGITS, length, random);
    }

    private static Function<SplittableRandom, String> number(String[] range) {
        long least = Long.parseLong(range[0]);
        long most = Long.parseLong(range[1]);
        int width = range[0].length();
        return random -> {
            String number = Long.toString(random.nextLong(least, most + 1));
            return "0".repeat(Math.max(0, width - number.length())) + number;
        };
    }

    private static String uuid(SplittableRandom random) {
        String hex = "0123456789abcdef";
        return some(hex, 8, random) + "-" + some(hex, 4, random) + "-4" + some(hex, 3, random) + "-a"
                + some(hex, 3, random) + "-" + some(hex, 12, random);
    }

    /** The characters of a text in place of the {@code #} of a mask. */
    static UnaryOperator<String> mask(String mask) {
        long places = mask.chars().filter(c -> c == '#').count();
        return inner -> {
            if (inner.length() != places) {
                throw new IllegalArgumentException(inner.length() + " characters for the mask " + mask);
            }
            StringBuilder text = new StringBuilder();
            int at = 0;
            for (int i = 0; i < mask.length(); i++) {
                char c = mask.charAt(i);
                text.append(c == '#' ? inner.charAt(at++) : c == '_' ? ' ' : c);
            }
            return text.toString();
        };
    }

    private static String percent(String inner) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            text.append(Character.isLetterOrDigit(c) ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return text.toString();
    }
}
