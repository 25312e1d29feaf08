package dev.postern.loadtest.quality;

import java.math.BigInteger;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Numbers with check digits, made from what their issuers say: each takes what it begins with, and how many digits are
 * free where that is not always the same.
 */
final class CheckedNumbers {

    /** By name, from what stands behind it in a template to a draw. */
    private static final Map<String, Function<String, Function<SplittableRandom, String>>> BY_NAME = Map.ofEntries(
            Map.entry("luhn", CheckedNumbers::luhn),
            Map.entry("unlucky", begin -> random -> wrong(luhn(begin).apply(random))),
            Map.entry("iban", CheckedNumbers::iban),
            Map.entry("cpf", none -> CheckedNumbers::cpf),
            Map.entry("dni", none -> CheckedNumbers::dni),
            Map.entry("bsn", weighted(7, number -> sum(number, 9, 8, 7, 6, 5, 4, 3, 2) % 11)),
            Map.entry("nif", weighted(7, number -> (11 - sum(number, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11)),
            Map.entry("tfn", weighted(7, number -> sum(number, 1, 4, 3, 7, 5, 8, 6, 9) % 11)),
            Map.entry("pesel", weighted(5, number -> (10 - sum(number, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3) % 10) % 10)),
            Map.entry("nhs", weighted(6, number -> 11 - sum(number, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11)),
            Map.entry("rut", weighted(6, number -> (11 - sum(number, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11)),
            Map.entry("cuit", weighted(8, number -> (11 - sum(number, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11)),
            Map.entry("cnp", weighted(5, number -> sum(number, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11)));

    private CheckedNumbers() {}

    static boolean knows(String name) {
        return BY_NAME.containsKey(name) || NationalNumbers.BY_NAME.containsKey(name);
    }

    /** The draw of numbers called {@code name}. */
    static Function<SplittableRandom, String> of(String name, String arguments) {
        Function<SplittableRandom, String> national = NationalNumbers.BY_NAME.get(name);
        if (national != null) {
            return national;
        }
        Function<String, Function<SplittableRandom, String>> numbers = BY_NAME.get(name);
        if (numbers == null) {
            throw new IllegalArgumentException("no such number: " + name);
        }
        return numbers.apply(arguments);
    }

    /** {@code begin free}: Luhn's digit behind so many free ones. */
    private static Function<SplittableRandom, String> luhn(String arguments) {
        String[] parts = arguments.split(" ", 2);
        int free = Integer.parseInt(parts[1]);
        return random -> {
            String number = parts[0] + Draws.digits(free, random);
            int sum = 0;
            for (int i = 0; i < number.length(); i++) {
                int digit = number.charAt(number.length() - 1 - i) - '0';
                int weight = i % 2 == 0 ? 2 * digit : digit;
                sum += weight > 9 ? weight - 9 : weight;
            }
            return number + (10 - sum % 10) % 10;
        };
    }

    /** The number with its last digit one too high. */
    private static String wrong(String number) {
        int last = number.length() - 1;
        return number.substring(0, last) + (number.charAt(last) - '0' + 1) % 10;
    }

    /** ISO 13616, {@code country free}: 98 less the number with the country behind it, modulo 97. */
    private static Function<SplittableRandom, String> iban(String arguments) {
        String country = arguments.substring(0, 2);
        String[] parts = arguments.substring(2).strip().split(" ", 2);
        String bank = parts.length > 1 ? parts[0] : "";
        int free = Integer.parseInt(parts[parts.length - 1]);
        return random -> {
            String account = bank + Draws.digits(free, random);
            StringBuilder number = new StringBuilder();
            (account + country + "00").chars().forEach(c -> number.append(Character.digit(c, 36)));
            int check = 98
                    - new BigInteger(number.toString())
                            .mod(BigInteger.valueOf(97))
                            .intValue();
            return country + (check < 10 ? "0" : "") + check + account;
        };
    }

    private static String cpf(SplittableRandom random) {
        String nine = Draws.digits(9, random);
        String ten = nine + sum(nine, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
        return ten + sum(ten, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
    }

    private static String dni(SplittableRandom random) {
        int number = random.nextInt(10_000_000, 99_000_000);
        return number + "" + "TRWAGMYFPDXBNJZSQVHLCKE".charAt(number % 23);
    }

    /** Begins so, goes on with so many free digits and ends with the digit of a weighted sum. */
    private static Function<String, Function<SplittableRandom, String>> weighted(
            int free, ToIntFunction<String> check) {
        return begin -> random -> {
            while (true) {
                String number = begin + Draws.digits(free, random);
                int digit = check.applyAsInt(number);
                if (digit < 10) {
                    return number + digit;
                }
            }
        };
    }

    /** Of the digits, each times its weight. */
    static int sum(String digits, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (digits.charAt(i) - '0') * weights[i];
        }
        return sum;
    }
}
