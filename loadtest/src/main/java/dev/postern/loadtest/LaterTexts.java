package dev.postern.loadtest;

import dev.postern.egress.FindingType;
import dev.postern.loadtest.LabelledTexts.Labelled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Labelled texts written after the detectors: issuers, ways to set a password, numbers and countries that neither {@link
 * LabelledTexts} nor {@link HeldOutTexts} has.
 */
final class LaterTexts {

    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = LOWER.toUpperCase(Locale.ROOT);
    private static final String DIGITS = "0123456789";
    private static final String ALNUM = UPPER + LOWER + DIGITS;
    private static final String HEX = "0123456789abcdef";
    private static final String URL = ALNUM + "_-";

    private static final String[] AROUND = {
        "%s",
        "config.set(%s)",
        "  * use `%s` on the test stand",
        "ERROR: upstream said no to %s (401)",
        "{\"k\":\"%s\",\"n\":1}",
        "msg=\"got %s\" level=warn",
        "<code>%s</code>",
        "Sam wrote: %s, please keep it.",
        "+    value: %s",
        "%s  # rotate",
    };

    private final SplittableRandom random;
    private final List<Labelled> texts = new ArrayList<>();

    LaterTexts(long seed) {
        this.random = new SplittableRandom(seed * 31 + 7);
    }

    /** {@code each} texts of every kind. */
    List<Labelled> make(int each) {
        for (int i = 0; i < each; i++) {
            tokens();
            named();
            passwords();
            people();
            numbers();
            nothing();
        }
        return texts;
    }

    private void tokens() {
        in(FindingType.API_KEY, "sk-" + some(ALNUM, 20) + "T3BlbkFJ" + some(ALNUM, 20));
        in(FindingType.API_KEY, "sk_live_51" + some(ALNUM, 97));
        in(FindingType.API_KEY, "AAAA" + some(URL, 7) + ":APA91b" + some(URL, 133) + some(ALNUM, 1));
        in(FindingType.API_KEY, "MT" + some(ALNUM, 22) + "." + some(ALNUM, 6) + "." + some(URL, 26) + some(ALNUM, 1));
        in(FindingType.API_KEY, "pcsk_" + some(ALNUM, 6) + "_" + some(ALNUM, 63));
        in(FindingType.API_KEY, "packagist_" + pick("uut", "out") + "_" + some(HEX, 68));
        in(FindingType.API_KEY, "dbtc_" + some(ALNUM, 40));
        in(FindingType.API_KEY, "os_v2_app_" + some(LOWER + "234567", 103));
        in(FindingType.API_KEY, "fw_" + some(ALNUM, 22));
        in(FindingType.API_KEY, "sk_" + some(HEX, 48));
        in(FindingType.API_KEY, "IGQV" + some(URL, 150) + some(ALNUM, 1));
        in(FindingType.API_KEY, "EAA" + some(ALNUM, 170));
        in(FindingType.API_KEY, pick("1", "2") + "/" + some(DIGITS, 16) + ":" + some(HEX, 32));
        in(FindingType.API_KEY, "pk_" + some(DIGITS, 8) + "_" + some(UPPER + DIGITS, 32));
        in(FindingType.API_KEY, "https://mainnet.infura.io/v3/" + some(HEX, 32));
        in(FindingType.API_KEY, "SCW" + some(UPPER + DIGITS, 17));
        in(
                FindingType.API_KEY,
                "https://" + some(HEX, 32) + "@o" + some(DIGITS, 6) + ".ingest.sentry.io/" + some(DIGITS, 7));
        in(FindingType.API_KEY, "AIzaSy" + some(URL, 32) + some(ALNUM, 1));
        in(FindingType.API_KEY, "glrt-t1_" + some(URL, 19) + some(ALNUM, 1));
        in(FindingType.API_KEY, "NRAK-" + some(UPPER + DIGITS, 27));
        in(FindingType.API_KEY, "figd_" + some(URL, 39) + some(ALNUM, 1));
        in(FindingType.API_KEY, "pat-eu1-" + uuid());
        in(FindingType.API_KEY, "tskey-auth-k" + some(ALNUM, 11) + "CNTRL-" + some(ALNUM, 32));
        in(FindingType.API_KEY, "xapp-1-A" + some(UPPER + DIGITS, 10) + "-" + some(DIGITS, 13) + "-" + some(HEX, 64));
        in(FindingType.API_KEY, "ATATT3xFfGF0" + some(URL, 170) + "=" + some(UPPER + DIGITS, 8));
        in(FindingType.API_KEY, "sgp_" + some(HEX, 16) + "_" + some(HEX, 40));
        in(
                FindingType.PRIVATE_KEY,
                "-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: 2\n\n" + lines(4) + "=" + some(ALNUM, 4)
                        + "\n-----END PGP PRIVATE KEY BLOCK-----");
        in(
                FindingType.PRIVATE_KEY,
                "\"private_key\": \"-----BEGIN PRIVATE KEY-----\\n" + some(ALNUM, 64) + "\\n" + some(ALNUM, 64)
                        + "\\n-----END PRIVATE KEY-----\\n\"");
    }

    private void named() {
        set(FindingType.API_KEY, pick("DD_API_KEY", "datadog_app_key"), some(HEX, 32));
        set(FindingType.API_KEY, pick("CLOUDFLARE_API_TOKEN", "cf_token"), some(URL, 39) + some(ALNUM, 1));
        set(FindingType.API_KEY, "HEROKU_API_KEY", uuid());
        set(FindingType.API_KEY, pick("LINODE_TOKEN", "HCLOUD_TOKEN"), some(ALNUM, 64));
        set(FindingType.API_KEY, pick("ALGOLIA_ADMIN_KEY", "algoliaApiKey"), some(HEX, 32));
        set(FindingType.API_KEY, pick("OKTA_API_TOKEN", "oktaToken"), "00" + some(URL, 39) + some(ALNUM, 1));
        set(
                FindingType.SECRET,
                pick("AUTH0_CLIENT_SECRET", "kc_client_secret", "cookieSecret"),
                some(URL, 47) + some(ALNUM, 1));
        set(FindingType.SECRET, pick("SECRET_KEY_BASE", "DJANGO_SECRET", "app.secret"), some(HEX, 64));
        set(FindingType.API_KEY, pick("VERCEL_TOKEN", "NPM_AUTH_TOKEN", "circle_token"), some(ALNUM, 24));
    }

    private void passwords() {
        String[] ways = {
            "define('DB_PASSWORD', '%s');",
            "$password = ConvertTo-SecureString \"%s\" -AsPlainText -Force",
            "PGPASSWORD=%s psql -h db1 -U app",
            "machine git.acme.org login build password %s",
            "ALTER USER app IDENTIFIED BY '%s';",
            "CREATE ROLE app LOGIN PASSWORD '%s';",
            "requirepass %s",
            "<property name=\"password\">%s</property>",
            "ansible_become_pass: %s",
            "jdbc:mysql://db1/shop?user=app&password=%s",
            "sshpass -p '%s' ssh root@10.1.1.9",
            "mysqldump -u root -p%s shop",
            "db.setPassword(\"%s\");",
            "Passwort: %s",
            "contrasena: %s",
            "mot de passe : %s",
            "      - MYSQL_PASSWORD=%s",
            "the pw for staging is %s",
            "wifi pass: %s",
            "Data Source=db1;Initial Catalog=shop;User Id=app;Pwd=%s;",
        };
        String value = some(UPPER, 1) + some(LOWER, 5) + some(DIGITS, 3) + pick("!", "#", "", "$", "*");
        for (String way : ways) {
            at(FindingType.PASSWORD, way, value);
        }
        at(FindingType.CONNECTION_STRING, "smtp.url=%s", "smtps://mailer:" + some(ALNUM, 12) + "@mail.acme.org:465");
        at(FindingType.CONNECTION_STRING, "git clone %s", "https://bot:" + some(ALNUM, 16) + "@git.acme.org/shop.git");
        String pair = "app:" + value;
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
        at(FindingType.PASSWORD, "proxy-authorization: basic %s", encoded);
        at(FindingType.PASSWORD, "curl -u %s https://acme.org/x", pair);
    }

    private void people() {
        in(
                FindingType.EMAIL,
                some(LOWER, 1) + "." + some(LOWER, 7) + "@" + some(LOWER, 4) + "." + some(LOWER, 6)
                        + pick(".ac.uk", ".edu", ".gov", ".shop", ".ch"));
        in(FindingType.PHONE, "+81 3-" + digits(4) + "-" + digits(4));
        in(FindingType.PHONE, "+55 (11) 9" + digits(4) + "-" + digits(4));
        in(FindingType.PHONE, "+91 98" + digits(3) + " " + digits(5));
        in(FindingType.PHONE, "+7 (912) " + digits(3) + "-" + digits(2) + "-" + digits(2));
        in(FindingType.PHONE, "+972-50-" + digits(3) + "-" + digits(4));
        in(FindingType.PHONE, "Tel.: 0171 " + digits(7));
        in(FindingType.PHONE, "020 7" + digits(3) + " " + digits(4));
        in(FindingType.PHONE, "(02) 9" + digits(3) + " " + digits(4));
        in(FindingType.PHONE, "01 " + digits(2) + " " + digits(2) + " " + digits(2) + " " + digits(2));
        in(FindingType.PHONE, "call me at 1" + digits(3).replace('0', '4') + "5" + digits(6));
        in(FindingType.CREDIT_CARD, luhn("36" + digits(11)));
        in(FindingType.CREDIT_CARD, grouped(luhn("3530" + digits(11)), 4));
        in(FindingType.CREDIT_CARD, grouped(luhn("62" + digits(13)), 4));
        in(FindingType.MAC_ADDRESS, some(HEX, 3) + "a." + some(HEX, 2) + "b3." + some(HEX, 2) + "4c");
        in(FindingType.IP_ADDRESS, "2a01:4f8:" + some("123456789abc", 3) + "::" + some("123456789abc", 2));
        at(
                FindingType.DATE_OF_BIRTH,
                "Geburtsdatum: %s",
                "0" + pick("1", "4", "9") + ".0" + pick("1", "4", "9") + ".19" + pick("61", "85", "99"));
        at(
                FindingType.DATE_OF_BIRTH,
                "\"dateOfBirth\": \"%s\"",
                "19" + pick("61", "85", "99") + "-0" + pick("1", "4", "9") + "-1" + digits(1));
        at(
                FindingType.DATE_OF_BIRTH,
                "d.o.b. %s",
                pick("Mar", "Aug", "Nov") + " 1" + digits(1) + ", 19" + pick("61", "85", "99"));
        at(FindingType.PASSPORT, "Passport No. %s", upper(1) + digits(8));
        at(FindingType.PASSPORT, "passport_number=%s", digits(9));
        at(FindingType.DRIVER_LICENSE, "driver's license: %s", upper(1) + digits(7));
        at(FindingType.BANK_ACCOUNT, "account number: %s, sort code 12-34-56", "4" + digits(7));
        at(FindingType.BANK_ACCOUNT, "bank account no %s", "4" + digits(9));
    }

    private void numbers() {
        at(
                FindingType.NATIONAL_ID,
                "PESEL %s",
                checked("85040", 5, d -> (10 - weighted(d, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3) % 10) % 10));
        at(
                FindingType.NATIONAL_ID,
                "NHS number %s",
                checked("943", 6, d -> 11 - weighted(d, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11));
        at(
                FindingType.NATIONAL_ID,
                "RUT %s",
                dotted(checked("12", 6, d -> (11 - weighted(d, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11)));
        at(FindingType.NATIONAL_ID, "CUIT %s", cuit());
        at(FindingType.NATIONAL_ID, "SIN: %s", grouped(luhn("4" + digits(7)), 3));
        at(FindingType.NATIONAL_ID, "id %s", emirates());
        at(
                FindingType.NATIONAL_ID,
                "CNP %s",
                checked("1850412", 5, d -> weighted(d, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11));
        at(FindingType.NATIONAL_ID, "personnummer %s", dash(luhn("8504" + "12" + digits(3)), 6));
        at(FindingType.NATIONAL_ID, "SA ID number %s", luhn("850412" + digits(4) + "08"));
        at(FindingType.NATIONAL_ID, "MyKad %s", "850412-14-" + digits(4));
        at(FindingType.NATIONAL_ID, "ITIN %s", "9" + digits(2) + "-7" + pick("0", "2", "5") + "-" + digits(4));
        at(FindingType.NATIONAL_ID, "PAN: %s", upper(3) + "P" + upper(1) + digits(4) + upper(1));
        at(FindingType.SSN, "SSN %s", "2" + pick("1", "3", "7") + "9" + "4" + digits(1) + "1" + digits(3));
        at(FindingType.SSN, "social security no. %s", "4" + digits(2) + "-1" + digits(1) + "-1" + digits(3));
    }

    private void nothing() {
        not("integrity sha384-" + some(ALNUM + "+/", 64));
        not("etag: W/\"" + some(HEX, 27) + "\"");
        not("trace_id=" + some(HEX, 32) + " span_id=" + some(HEX, 16));
        not("s3://acme-data/part-" + digits(5) + "-" + uuid() + "-c000.snappy.parquet");
        not("eyes on the token ring; key signature in C, secret santa at 5");
        not("password_hash = bcrypt.hashpw(password, salt)");
        not("secret_name = \"prod/shop/db\"");
        not("token_type: bearer, expires_in: 3600");
        not("tel aviv 2024, card games 1234, page 415-416");
        not("const SECRET = process.env.SECRET ?? throwIfMissing('SECRET')");
        not("api_key = config.get('stripe', 'api_key')");
        not("version 10.15.7 build 19H2026, kernel 5.4.0.122");
        not("0x" + some(HEX, 64) + " transferred 12.5 ETH");
        not("uuid " + uuid() + " at 1718000000.123456");
        not("password: { type: String, required: true, minlength: 8 }");
        not("figure 3.14.15.9 of ISBN 9783161484100");
        not("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + some(ALNUM, 43) + " kim");
        not("kid: " + some(URL, 42) + some(ALNUM, 1));
    }

    private void in(FindingType type, String thing) {
        at(type, AROUND[random.nextInt(AROUND.length)], thing);
    }

    private void set(FindingType type, String name, String value) {
        String way = pick(
                "%N=%s",
                "%N: \"%s\"",
                "%N = '%s'",
                "\"%N\": \"%s\"",
                "--%N=%s",
                "os.environ[\"%N\"] = \"%s\"",
                "[env]\n%N = \"%s\"");
        at(type, way.replace("%N", name), value);
    }

    private void at(FindingType type, String around, String thing) {
        int start = around.indexOf("%s");
        texts.add(new Labelled(around.replace("%s", thing), type, start, start + thing.length()));
    }

    private void not(String text) {
        texts.add(new Labelled(text, null, 0, 0));
    }

    private String cuit() {
        String number = checked("20", 8, d -> (11 - weighted(d, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11);
        return number.substring(0, 2) + "-" + number.substring(2, 10) + "-" + number.substring(10);
    }

    private String emirates() {
        String number = luhn("78419" + pick("61", "85", "99") + digits(7));
        return number.substring(0, 3) + "-" + number.substring(3, 7) + "-" + number.substring(7, 14) + "-"
                + number.substring(14);
    }

    /** A number that begins so, goes on with so many digits and ends with a check digit. */
    private String checked(String begin, int free, ToIntFunction<String> check) {
        String number = begin + digits(free);
        int digit = check.applyAsInt(number);
        return digit < 10 ? number + digit : checked(begin, free, check);
    }

    private static int weighted(String digits, int... weights) {
        return IntStream.range(0, weights.length)
                .map(i -> (digits.charAt(i) - '0') * weights[i])
                .sum();
    }

    private static String luhn(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            int weight = i % 2 == 0 ? 2 * digit : digit;
            sum += weight > 9 ? weight - 9 : weight;
        }
        return number + (10 - sum % 10) % 10;
    }

    private static String grouped(String number, int size) {
        return number.replaceAll("(.{" + size + "})(?=.)", "$1 ");
    }

    private static String dash(String number, int at) {
        return number.substring(0, at) + "-" + number.substring(at);
    }

    private static String dotted(String rut) {
        return rut.substring(0, 2) + "." + rut.substring(2, 5) + "." + rut.substring(5, 8) + "-" + rut.substring(8);
    }

    private String lines(int count) {
        return (some(ALNUM + "+/", 64) + "\n").repeat(count);
    }

    private String uuid() {
        return some(HEX, 8) + "-" + some(HEX, 4) + "-4" + some(HEX, 3) + "-a" + some(HEX, 3) + "-" + some(HEX, 12);
    }

    private String upper(int length) {
        return some(UPPER, length);
    }

    private String digits(int length) {
        return some(DIGITS, length);
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
