package dev.postern.loadtest;

import dev.postern.egress.FindingType;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Texts that hold one thing to be found, and texts that only look so, made from a seed. Shapes and checks are written here
 * anew from what issuers and standards say, not taken from the detectors.
 */
final class LabelledTexts {

    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";
    private static final String ALNUM = UPPER + LOWER + DIGITS;
    private static final String HEX = "0123456789abcdef";

    private static final List<String> CARRIERS = List.of(
            "%s",
            "Please use %s for this.",
            "\"value\": \"%s\",",
            "  - %s",
            "2026-01-12T10:00:00Z INFO request done value=%s status=200",
            "<td>%s</td>",
            "const x = '%s';",
            "Hi Sam,\nhere it is: %s\nBest, Kim");

    /**
     * A text and what is in it.
     *
     * @param type what must be found, or null if nothing must
     * @param start the span of it in characters, all of ASCII
     */
    record Labelled(
            String text, @org.jspecify.annotations.Nullable FindingType type, int start, int end) {}

    private final SplittableRandom random;

    LabelledTexts(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** {@code each} texts of every kind. */
    List<Labelled> make(int each) {
        List<Labelled> texts = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            secrets(texts);
            people(texts);
            decoys(texts);
        }
        return texts;
    }

    private void secrets(List<Labelled> texts) {
        carried(texts, FindingType.API_KEY, pick("AKIA", "ASIA") + some(UPPER + "234567", 16));
        carried(texts, FindingType.API_KEY, pick("ghp_", "gho_", "ghs_") + some(ALNUM, 36));
        carried(texts, FindingType.API_KEY, "glpat-" + some(ALNUM + "_-", 19) + some(ALNUM, 1));
        carried(
                texts,
                FindingType.API_KEY,
                "xoxb-" + some(DIGITS, 12) + "-" + some(DIGITS, 13) + "-" + some(ALNUM, 24));
        carried(texts, FindingType.API_KEY, pick("sk_live_", "rk_live_", "sk_test_") + some(ALNUM, 24));
        carried(texts, FindingType.API_KEY, "AIza" + some(ALNUM + "_-", 34) + some(ALNUM, 1));
        carried(texts, FindingType.API_KEY, "SG." + some(ALNUM, 22) + "." + some(ALNUM, 43));
        carried(texts, FindingType.API_KEY, "npm_" + some(ALNUM, 36));
        carried(texts, FindingType.API_KEY, "sk-proj-" + some(ALNUM, 48));
        carried(texts, FindingType.API_KEY, "hf_" + some(UPPER + LOWER, 34));
        carried(texts, FindingType.API_KEY, "dop_v1_" + some(HEX, 64));
        carried(texts, FindingType.API_KEY, "shpat_" + some(HEX, 32));
        carried(texts, FindingType.API_KEY, some(DIGITS.substring(1), 9) + ":AA" + some(ALNUM, 33));
        assigned(texts, FindingType.API_KEY, pick("api_key", "apiKey", "X-Api-Key", "access_token"), some(ALNUM, 32));
        assigned(texts, FindingType.SECRET, pick("client_secret", "clientSecret", "APP_SECRET"), some(ALNUM, 32));
        assigned(texts, FindingType.API_KEY, "aws_secret_access_key", some(ALNUM + "/+", 40));
        assigned(texts, FindingType.PASSWORD, pick("password", "DB_PASSWORD", "passwd", "smtp.password"), password());
        texts.add(whole(FindingType.JWT, jwt()));
        texts.add(whole(FindingType.PRIVATE_KEY, pem()));
        carried(
                texts,
                FindingType.CONNECTION_STRING,
                pick("postgres", "mysql", "mongodb+srv", "redis", "amqp") + "://app:" + some(ALNUM, 14) + "@db"
                        + some(DIGITS, 2) + ".internal.net:5432/main");
    }

    private void people(List<Labelled> texts) {
        carried(
                texts,
                FindingType.EMAIL,
                some(LOWER, 6) + pick(".", "_", "+") + some(LOWER, 5) + "@" + some(LOWER, 8)
                        + pick(".com", ".org", ".co.uk", ".de", ".io"));
        carried(texts, FindingType.PHONE, phone());
        carried(texts, FindingType.CREDIT_CARD, card());
        carried(texts, FindingType.IBAN, iban());
        carried(
                texts,
                FindingType.SSN,
                String.format(
                        "%03d-%02d-%04d", 100 + random.nextInt(500), 1 + random.nextInt(98), 1 + random.nextInt(9998)));
        carried(
                texts,
                FindingType.NATIONAL_ID,
                pick("AB", "CE", "JK", "PR") + some(DIGITS, 6) + pick("A", "B", "C", "D"));
        carried(texts, FindingType.NATIONAL_ID, cpf());
        carried(texts, FindingType.NATIONAL_ID, dni());
        carried(
                texts,
                FindingType.IP_ADDRESS,
                (11 + random.nextInt(100)) + "." + random.nextInt(256) + "." + random.nextInt(256) + "."
                        + (20 + random.nextInt(230)));
        carried(texts, FindingType.IP_ADDRESS, "2a02:" + groups(6) + ":" + some("123456789abcdef", 1) + some(HEX, 3));
        carried(
                texts,
                FindingType.MAC_ADDRESS,
                IntStream.range(0, 6).mapToObj(i -> some(HEX, 2)).collect(Collectors.joining(":")));
        String day = String.format(
                "%02d/%02d/19%02d", 1 + random.nextInt(12), 1 + random.nextInt(28), 50 + random.nextInt(49));
        texts.add(labelled(
                FindingType.DATE_OF_BIRTH, pick("DOB: %s", "date of birth %s", "born on %s", "birth_date=%s"), day));
    }

    private void decoys(List<Labelled> texts) {
        decoy(texts, some(HEX, 40));
        decoy(
                texts,
                some(HEX, 8) + "-" + some(HEX, 4) + "-4" + some(HEX, 3) + "-a" + some(HEX, 3) + "-" + some(HEX, 12));
        decoy(texts, "sha256:" + some(HEX, 64));
        decoy(texts, Long.toString(1_600_000_000_000L + random.nextLong(200_000_000_000L)));
        decoy(
                texts,
                "v" + random.nextInt(20) + "." + random.nextInt(30) + "." + random.nextInt(90) + "."
                        + random.nextInt(9));
        decoy(
                texts,
                "password = " + pick("os.environ['DB_PASSWORD']", "${DB_PASSWORD}", "getPassword()", "None", "null"));
        decoy(
                texts,
                pick("api_key: YOUR_API_KEY", "token=<token>", "secret: changeme", "API_KEY=xxxxxxxxxxxxxxxxxxxx"));
        decoy(texts, "order-" + some(DIGITS, 12));
        decoy(texts, unlucky());
        decoy(
                texts,
                "2026-" + some("01", 2).replace("00", "10") + "-1" + some(DIGITS, 1) + "T10:" + some("012345", 1)
                        + "0:00Z");
        decoy(texts, "data:image/png;base64,iVBORw0KGgo" + some(ALNUM + "+/", 400));
        decoy(texts, "com.acme." + some(LOWER, 8) + ".service.impl." + some(LOWER, 10) + "Factory");
    }

    private void carried(List<Labelled> texts, FindingType type, String what) {
        texts.add(labelled(type, CARRIERS.get(random.nextInt(CARRIERS.size())), what));
    }

    private void assigned(List<Labelled> texts, FindingType type, String name, String value) {
        String form = pick("%1$s=%2$s", "%1$s: %2$s", "\"%1$s\": \"%2$s\"", "%1$s = '%2$s'", "export %1$s=\"%2$s\"");
        String text = form.formatted(name, value);
        texts.add(new Labelled(text, type, text.indexOf(value), text.indexOf(value) + value.length()));
    }

    private void decoy(List<Labelled> texts, String what) {
        texts.add(new Labelled(CARRIERS.get(random.nextInt(CARRIERS.size())).formatted(what), null, 0, 0));
    }

    private static Labelled labelled(FindingType type, String carrier, String what) {
        String text = carrier.formatted(what);
        return new Labelled(text, type, text.indexOf(what), text.indexOf(what) + what.length());
    }

    private static Labelled whole(FindingType type, String text) {
        return new Labelled(text, type, 0, text.length());
    }

    private String password() {
        return some(UPPER, 1)
                + some(LOWER, 3 + random.nextInt(5))
                + some(DIGITS, 2 + random.nextInt(3))
                + pick("!", "#", "", "_", "$");
    }

    private String jwt() {
        String header = "{\"alg\":\"" + pick("HS256", "RS256", "ES256") + "\",\"typ\":\"JWT\"}";
        String payload = "{\"sub\":\"" + some(DIGITS, 8) + "\",\"iat\":17" + some(DIGITS, 8) + "}";
        return base64(header) + "." + base64(payload) + "." + some(ALNUM + "_-", 42) + some(ALNUM, 1);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private String pem() {
        String kind = pick("RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY");
        String body =
                IntStream.range(0, 6).mapToObj(i -> some(ALNUM + "+/", 64)).collect(Collectors.joining("\n"));
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----";
    }

    private String phone() {
        String area = (2 + random.nextInt(8)) + pick("0", "2", "5", "6") + some(DIGITS, 1);
        String exchange = (2 + random.nextInt(8)) + some("23456789", 2);
        return pick(
                "(" + area + ") " + exchange + "-" + some(DIGITS, 4),
                area + "-" + exchange + "-" + some(DIGITS, 4),
                "+1 " + area + " " + exchange + " " + some(DIGITS, 4),
                "+44 7" + some(DIGITS, 3) + " " + some(DIGITS, 6),
                "+49 30 " + some("123456789", 8),
                "+336" + some(DIGITS, 8),
                "07" + some(DIGITS, 3) + " " + some(DIGITS, 6),
                "06 " + IntStream.range(0, 4).mapToObj(i -> some(DIGITS, 2)).collect(Collectors.joining(" ")));
    }

    private String card() {
        String digits = pick("4", "51", "55", "2221") + some(DIGITS, 15);
        digits = luhn(digits.substring(0, 15));
        String mark = pick("", " ", "-");
        return digits.substring(0, 4)
                + mark
                + digits.substring(4, 8)
                + mark
                + digits.substring(8, 12)
                + mark
                + digits.substring(12);
    }

    /** Sixteen digits whose last is not Luhn's. */
    private String unlucky() {
        String good = luhn("4" + some(DIGITS, 14));
        return good.substring(0, 15) + (good.charAt(15) == '9' ? '0' : (char) (good.charAt(15) + 1));
    }

    private static String luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int d = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? (2 * d) / 10 + (2 * d) % 10 : d;
        }
        return digits + (10 - sum % 10) % 10;
    }

    private String iban() {
        String bban =
                pick("DE", "GB").equals("DE") ? "DE" + some(DIGITS, 18) : "GB" + some(UPPER, 4) + some(DIGITS, 14);
        String country = bban.substring(0, 2);
        String rest = bban.substring(2);
        String numbers = (rest + country + "00")
                .chars()
                .mapToObj(c -> Integer.toString(Character.digit(c, 36)))
                .collect(Collectors.joining());
        int check = 98
                - new java.math.BigInteger(numbers)
                        .mod(java.math.BigInteger.valueOf(97))
                        .intValue();
        String compact = country + String.format("%02d", check) + rest;
        return random.nextBoolean() ? compact : compact.replaceAll("(.{4})(?=.)", "$1 ");
    }

    private String cpf() {
        String nine = some(DIGITS, 9);
        Function<String, Integer> check = digits -> {
            int sum = 0;
            for (int i = 0; i < digits.length(); i++) {
                sum += (digits.charAt(i) - '0') * (digits.length() + 1 - i);
            }
            return sum * 10 % 11 % 10;
        };
        String ten = nine + check.apply(nine);
        String all = ten + check.apply(ten);
        return all.substring(0, 3) + "." + all.substring(3, 6) + "." + all.substring(6, 9) + "-" + all.substring(9);
    }

    private String dni() {
        int number = 10_000_000 + random.nextInt(80_000_000);
        return number + "" + "TRWAGMYFPDXBNJZSQVHLCKE".charAt(number % 23);
    }

    private String groups(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> some("123456789abcdef", 1) + some(HEX, 3))
                .collect(Collectors.joining(":"));
    }

    private String some(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
