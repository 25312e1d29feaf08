package dev.postern.loadtest;

import dev.postern.egress.FindingType;
import dev.postern.loadtest.LabelledTexts.Labelled;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Labelled texts that nothing was tuned to: other issuers, other ways to write, other texts around than those of
 * {@link LabelledTexts}. What is missed in them is published, not mended one by one.
 */
final class HeldOutTexts {

    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String DIGITS = "0123456789";
    private static final String ALNUM = LOWER.toUpperCase(Locale.ROOT) + LOWER + DIGITS;
    private static final String HEX = "0123456789abcdef";

    /** What stands around; {@code %s} is the thing. */
    private static final String[] AROUND = {
        "[%s]",
        "curl -s https://api.internal/v2/run?dry=1 -H 'X-Trace: 9' --data '%s'",
        "| staging | %s | rotated in May |",
        "> On Tue, Kim wrote:\n> the one for the shop is %s\n> thanks",
        "E 03-11 14:02:11.512 worker[2] rejected input <%s>",
        "resource \"x\" \"y\" {\n  value = \"%s\"\n}",
        "INSERT INTO notes VALUES (7, '%s', NULL);",
        "user: is it %s ?\nassistant: it is.",
        "<item><v>%s</v></item>",
        "print(f\"{name}: %s\")",
        "{\"a\":[1,{\"b\":\"%s\"}]}",
        "# %s",
    };

    private static final String[] SETTINGS = {
        "%s=%s\n",
        "%s: %s\n",
        "export %s=\"%s\"\n",
        "  \"%s\": \"%s\",\n",
        "<add key=\"%s\" value=\"%s\" />\n",
        "ENV %s %s\n",
        "%s => '%s',\n",
        "set %s '%s'\n",
    };

    private final SplittableRandom random;
    private final List<Labelled> texts = new ArrayList<>();

    HeldOutTexts(long seed) {
        this.random = new SplittableRandom(~seed);
    }

    /** {@code each} texts of every kind. */
    List<Labelled> make(int each) {
        for (int i = 0; i < each; i++) {
            tokens();
            settings();
            people();
            encoded();
            nothing();
        }
        return texts;
    }

    private void tokens() {
        in(FindingType.API_KEY, "github_pat_11" + some(ALNUM, 20) + "_" + some(ALNUM, 59));
        in(FindingType.API_KEY, "pypi-AgEIcHlwaS5vcmc" + some(ALNUM + "_-", 70) + some(ALNUM, 1));
        in(FindingType.API_KEY, "key-" + some(HEX, 32));
        in(FindingType.API_KEY, "sq0atp-" + some(ALNUM, 22));
        in(FindingType.API_KEY, "sk-ant-api03-" + some(ALNUM + "_-", 92) + some(ALNUM, 1) + "AA");
        in(FindingType.API_KEY, "lin_api_" + some(ALNUM, 40));
        in(FindingType.API_KEY, "glsa_" + some(ALNUM, 32) + "_" + some(HEX, 8));
        in(FindingType.API_KEY, "hvs." + some(ALNUM, 90));
        in(FindingType.API_KEY, "dapi" + some(HEX, 32));
        in(FindingType.API_KEY, "SK" + some(HEX, 32));
        in(FindingType.API_KEY, "PMAK-" + some(HEX, 24) + "-" + some(HEX, 34));
        in(FindingType.API_KEY, "rubygems_" + some(HEX, 48));
        in(
                FindingType.API_KEY,
                "xoxp-" + some(DIGITS, 11) + "-" + some(DIGITS, 12) + "-" + some(DIGITS, 12) + "-" + some(HEX, 32));
        in(
                FindingType.API_KEY,
                "https://hooks.slack.com/services/T" + upper(8) + "/B" + upper(8) + "/" + some(ALNUM, 24));
        in(
                FindingType.JWT,
                part("{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"" + some(HEX, 8) + "\"}") + "."
                        + part("{\"iss\":\"x\",\"exp\":" + some(DIGITS.substring(1), 10) + "}") + "."
                        + some(ALNUM + "_-", 342));
        in(
                FindingType.PRIVATE_KEY,
                "-----BEGIN OPENSSH PRIVATE KEY-----\n" + lines(5) + "-----END OPENSSH PRIVATE KEY-----");
        in(FindingType.PRIVATE_KEY, "-----BEGIN EC PRIVATE KEY-----\n" + lines(3) + "-----END EC PRIVATE KEY-----");
        in(
                FindingType.CONNECTION_STRING,
                pick("amqps", "mongodb+srv", "rediss", "mysql") + "://" + some(LOWER, 6) + ":" + some(ALNUM, 14) + "@"
                        + some(LOWER, 7) + ".internal:" + (1024 + random.nextInt(60_000)) + "/" + some(LOWER, 4));
    }

    private void settings() {
        set(
                FindingType.PASSWORD,
                pick("spring.datasource.password", "MYSQL_ROOT_PASSWORD", "ftpPassword", "ldap_bind_passwd"),
                some(ALNUM + "!#%", 13) + some(DIGITS, 1));
        set(FindingType.API_KEY, pick("STRIPE_API_KEY", "mapsApiKey", "x-api-key", "DATADOG_API_KEY"), some(HEX, 32));
        set(
                FindingType.SECRET,
                pick("JWT_SECRET", "oauth.clientSecret", "SESSION_SECRET", "webhook_secret"),
                some(ALNUM, 40));
        set(
                FindingType.API_KEY,
                "AzureWebJobsStorage",
                "DefaultEndpointsProtocol=https;AccountName=" + some(LOWER, 8) + ";AccountKey=" + some(ALNUM + "+/", 86)
                        + "==;EndpointSuffix=core.windows.net");
    }

    private void people() {
        in(
                FindingType.EMAIL,
                some(LOWER, 5) + pick(".", "_", "+") + some(LOWER, 6) + "@" + some(LOWER, 6) + "-" + some(LOWER, 3)
                        + pick(".co.uk", ".io", ".com.br", ".museum"));
        in(
                FindingType.PHONE,
                "+" + pick("44 20 7946 0", "49 30 901820", "33 1 70 18 9", "61 2 5550 ") + some(DIGITS, 3));
        in(
                FindingType.PHONE,
                "tel. (" + (2 + random.nextInt(7)) + "1" + random.nextInt(2, 10) + ") " + random.nextInt(2, 10)
                        + some(DIGITS, 2) + "-" + some(DIGITS, 4));
        in(FindingType.CREDIT_CARD, grouped(luhn(pick("4", "51", "2221", "6011"), 16), 4, pick(" ", "-", "")));
        in(FindingType.CREDIT_CARD, "amex " + luhn(pick("34", "37"), 15));
        in(FindingType.IBAN, iban(pick("FR", "ES", "CH", "PL")));
        in(
                FindingType.SSN,
                "ssn " + (100 + random.nextInt(500)) + "-" + (10 + random.nextInt(89)) + "-"
                        + (1000 + random.nextInt(8999)));
        in(
                FindingType.IP_ADDRESS,
                "login from " + (11 + random.nextInt(80)) + "." + random.nextInt(256) + "." + random.nextInt(256) + "."
                        + (1 + random.nextInt(254)));
        in(FindingType.MAC_ADDRESS, String.join(pick(":", "-"), pairs()));
        in(
                FindingType.DATE_OF_BIRTH,
                "born on " + (1 + random.nextInt(28)) + " " + pick("March", "July", "October") + " "
                        + (1950 + random.nextInt(55)));
    }

    private void encoded() {
        String secret = "token: ghp_" + some(ALNUM, 36);
        Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
        in(FindingType.API_KEY, url.encodeToString(secret.getBytes(StandardCharsets.US_ASCII)));
        in(FindingType.API_KEY, HexFormat.of().formatHex(secret.getBytes(StandardCharsets.US_ASCII)));
    }

    /** What only looks so. */
    private void nothing() {
        not("sha512-" + Base64.getEncoder().encodeToString(some(ALNUM, 64).getBytes(StandardCharsets.US_ASCII)));
        not("go.sum h1:" + some(ALNUM + "+/", 43) + "=");
        not("image: registry.local/shop@sha256:" + some(HEX, 64));
        not("commit " + some(HEX, 40) + "\nAuthor: somebody");
        not("password = os.environ[\"DB_" + upper(4) + "\"]");
        not("password: ${{ secrets." + upper(8) + " }}");
        not("apiKey: process.env." + upper(6) + "_KEY,");
        not("secretKeyRef: {name: shop-" + some(LOWER, 5) + ", key: token}");
        not("chart-" + random.nextInt(20) + "." + random.nextInt(30) + "." + random.nextInt(99) + "-rc."
                + random.nextInt(9));
        not("order 4" + some(DIGITS, 6) + ", invoice " + (2_000 + random.nextInt(30)) + "-" + some(DIGITS, 5));
        not("viewBox=\"0 0 " + random.nextInt(2_000) + " " + random.nextInt(2_000) + "\" d=\"M" + some(DIGITS, 3) + "."
                + some(DIGITS, 2) + " " + some(DIGITS, 3) + "." + some(DIGITS, 2) + "\"");
        not(some(HEX, 8) + "-" + some(HEX, 4) + "-4" + some(HEX, 3) + "-a" + some(HEX, 3) + "-" + some(HEX, 12));
        not("isbn 978-3-16-1" + some(DIGITS, 5) + "-0");
        not("if (password == null || password.isEmpty()) { throw new " + upper(1) + some(LOWER, 9) + "Exception(); }");
    }

    private void in(FindingType type, String thing) {
        String around = AROUND[random.nextInt(AROUND.length)];
        int start = around.indexOf("%s");
        texts.add(new Labelled(around.replace("%s", thing), type, start, start + thing.length()));
    }

    private void set(FindingType type, String name, String value) {
        String before = "# settings\nlevel=info\n";
        String[] way = SETTINGS[random.nextInt(SETTINGS.length)].split("%s", -1);
        String head = before + way[0] + name + way[1];
        texts.add(new Labelled(head + value + way[2], type, head.length(), head.length() + value.length()));
    }

    private void not(String text) {
        texts.add(new Labelled(text, null, 0, 0));
    }

    private String[] pairs() {
        String[] pairs = new String[6];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = some(HEX, 2);
        }
        pairs[0] = "3c";
        return pairs;
    }

    private String luhn(String prefix, int length) {
        String digits = prefix + some(DIGITS, length - 1 - prefix.length());
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? 2 * digit : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return digits + (10 - sum % 10) % 10;
    }

    private static String grouped(String digits, int size, String mark) {
        StringBuilder grouped = new StringBuilder();
        for (int i = 0; i < digits.length(); i += size) {
            grouped.append(i == 0 ? "" : mark).append(digits, i, Math.min(digits.length(), i + size));
        }
        return grouped.toString();
    }

    /** ISO 13616: 98 less the number with the country behind it, modulo 97. */
    private String iban(String country) {
        int length = switch (country) {
            case "FR" -> 23;
            case "ES" -> 20;
            case "CH" -> 17;
            default -> 24;
        };
        String account = some(DIGITS, length);
        StringBuilder number = new StringBuilder(account);
        (country + "00").chars().forEach(c -> number.append(Character.digit(c, 36)));
        int check = 98
                - new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue();
        String whole = country + (check < 10 ? "0" : "") + check + account;
        return random.nextBoolean() ? whole : grouped(whole, 4, " ");
    }

    private String lines(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(some(ALNUM + "+/", 64)).append('\n');
        }
        return lines.toString();
    }

    private String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.US_ASCII));
    }

    private String upper(int length) {
        return some(LOWER.toUpperCase(Locale.ROOT), length);
    }

    private String pick(String... some) {
        return some[random.nextInt(some.length)];
    }

    private String some(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
