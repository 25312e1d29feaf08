package dev.postern.egress.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.egress.Finding;
import dev.postern.egress.FindingType;
import dev.postern.egress.Scan;
import dev.postern.egress.ScanLimits;
import java.util.List;

/** What the tests scan, and with what. */
final class Samples {

    static final ScanLimits LIMITS = ScanLimits.DEFAULTS.withFindings(100_000);

    /** A text of one line, what is found in it first, and the span's text. */
    record Sample(String text, FindingType type, String span) {}

    static final List<Sample> FOUND = List.of(
            new Sample("id AKIA" + "Q3EGRZ7T5NXKPLMW ok", FindingType.API_KEY, "AKIA" + "Q3EGRZ7T5NXKPLMW"),
            new Sample(
                    "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYzT4kLmQw2p",
                    FindingType.API_KEY,
                    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzT4kLmQw2p"),
            new Sample(
                    "export T=ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
                    FindingType.API_KEY,
                    "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"),
            new Sample(
                    "xoxb-" + "123456789012-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx",
                    FindingType.API_KEY,
                    "xoxb-" + "123456789012-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx"),
            new Sample(
                    "sk_live_" + "9fC39HqLyjWDarjtT1zdp7dc;",
                    FindingType.API_KEY,
                    "sk_live_" + "9fC39HqLyjWDarjtT1zdp7dc"),
            new Sample("password = \"hunter2\"", FindingType.PASSWORD, "hunter2"),
            new Sample("DB_PASSWORD=s3cr3tP@ss", FindingType.PASSWORD, "s3cr3tP@ss"),
            new Sample("<add key=\"DB_PASSWORD\" value=\"s3cr3tP@ss\" />", FindingType.PASSWORD, "s3cr3tP@ss"),
            new Sample("ENV DB_PASSWORD s3cr3tP@ss", FindingType.PASSWORD, "s3cr3tP@ss"),
            new Sample("set smtp_password 'hunter2x'", FindingType.PASSWORD, "hunter2x"),
            new Sample("my password is Tr0ub4dor", FindingType.PASSWORD, "Tr0ub4dor"),
            new Sample("{\"password\": \"correct-Horse7\"}", FindingType.PASSWORD, "correct-Horse7"),
            new Sample("<password>Summer2024!</password>", FindingType.PASSWORD, "Summer2024!"),
            new Sample("- name: DB_PASSWORD\n  value: Zx81-Spectrum", FindingType.PASSWORD, "Zx81-Spectrum"),
            new Sample("Server=s;User Id=sa;Password=Str0ng!Pass;", FindingType.PASSWORD, "Str0ng!Pass"),
            new Sample(
                    "url: postgres://admin:S3cretPass@db.acme.org:5432/prod",
                    FindingType.CONNECTION_STRING,
                    "postgres://admin:S3cretPass@db.acme.org"),
            new Sample(
                    "Authorization: Basic dXNlcjpwYXNzd29yZDEyMw==", FindingType.PASSWORD, "dXNlcjpwYXNzd29yZDEyMw=="),
            new Sample(
                    "Authorization: Bearer mF9kd2Qjv7XKfp41bQ60wkz83ulR5",
                    FindingType.API_KEY,
                    "mF9kd2Qjv7XKfp41bQ60wkz83ulR5"),
            new Sample("mail jane.doe+work@acme.co.uk now", FindingType.EMAIL, "jane.doe+work@acme.co.uk"),
            new Sample("call (415) 555-2671 today", FindingType.PHONE, "(415) 555-2671"),
            new Sample("call +44 20 7946 0958 today", FindingType.PHONE, "+44 20 7946 0958"),
            new Sample("1-800-555-0199", FindingType.PHONE, "1-800-555-0199"),
            new Sample("tel 06 12 34 56 78", FindingType.PHONE, "06 12 34 56 78"),
            new Sample("SSN: 219-09-1234.", FindingType.SSN, "219-09-1234"),
            new Sample("card 4111 1111 1111 1111 exp", FindingType.CREDIT_CARD, "4111 1111 1111 1111"),
            new Sample("pay 378282246310005", FindingType.CREDIT_CARD, "378282246310005"),
            new Sample("to GB82 WEST 1234 5698 7654 32 by", FindingType.IBAN, "GB82 WEST 1234 5698 7654 32"),
            new Sample("DE89370400440532013000", FindingType.IBAN, "DE89370400440532013000"),
            new Sample("nino AB 12 34 56 C", FindingType.NATIONAL_ID, "AB 12 34 56 C"),
            new Sample("DNI 12345678Z", FindingType.NATIONAL_ID, "12345678Z"),
            new Sample("CPF 529.982.247-25", FindingType.NATIONAL_ID, "529.982.247-25"),
            new Sample("RSSMRA85T10A562S", FindingType.NATIONAL_ID, "RSSMRA85T10A562S"),
            new Sample("NIR 1 85 05 78 006 084 91", FindingType.NATIONAL_ID, "1 85 05 78 006 084 91"),
            new Sample("pesel 44051401359", FindingType.NATIONAL_ID, "44051401359"),
            new Sample("from 203.0.113.42:80", FindingType.IP_ADDRESS, "203.0.113.42"),
            new Sample("at 2001:db8::8a2e:370:7334 up", FindingType.IP_ADDRESS, "2001:db8::8a2e:370:7334"),
            new Sample("eth0 00:1A:2B:3C:4D:5E", FindingType.MAC_ADDRESS, "00:1A:2B:3C:4D:5E"),
            new Sample("born on March 12, 1985", FindingType.DATE_OF_BIRTH, "March 12, 1985"),
            new Sample("passport number: X1234567", FindingType.PASSPORT, "X1234567"),
            new Sample(
                    "-----BEGIN " + "PRIVATE KEY-----\nMIIEpAIBAAKCAQEA75Gk\nBpGkBpGkB+/=\n-----END PRIVATE KEY-----\n",
                    FindingType.PRIVATE_KEY,
                    "-----BEGIN " + "PRIVATE KEY-----\nMIIEpAIBAAKCAQEA75Gk\nBpGkBpGkB+/=\n-----END PRIVATE KEY-----"),
            new Sample(
                    "<token>\n    q8Zr4TnV2xLw7Kp0Sd3Yb6Mh\n</token>", FindingType.API_KEY, "q8Zr4TnV2xLw7Kp0Sd3Yb6Mh"),
            new Sample(
                    "var mapsToken string = \"q8Zr4TnV2xLw7Kp0Sd3Yb6Mh\"",
                    FindingType.API_KEY,
                    "q8Zr4TnV2xLw7Kp0Sd3Yb6Mh"),
            new Sample("DEPLOY_TOKEN ?= q8Zr4TnV2xLw7Kp0Sd3Yb6Mh", FindingType.API_KEY, "q8Zr4TnV2xLw7Kp0Sd3Yb6Mh"),
            new Sample(
                    "webhook_secret: |\n  q8Zr4TnV2xLw7Kp0Sd3Yb6Mh\n", FindingType.SECRET, "q8Zr4TnV2xLw7Kp0Sd3Yb6Mh"),
            new Sample("<key>apiKey</key>\n<string>q8Zr4TnV2xLw7Kp0</string>", FindingType.API_KEY, "q8Zr4TnV2xLw7Kp0"),
            new Sample("the api key q8Zr4TnV2xLw7Kp0Sd3Yb6Mh9", FindingType.API_KEY, "q8Zr4TnV2xLw7Kp0Sd3Yb6Mh9"),
            new Sample(
                    "heroku_token: 3b1c9f4e-27d8-4a65-9e0b-c8f1d2a37b64",
                    FindingType.API_KEY,
                    "3b1c9f4e-27d8-4a65-9e0b-c8f1d2a37b64"),
            new Sample("\"password\": \"opensesame\"", FindingType.PASSWORD, "opensesame"),
            new Sample("requests.get(u, auth=('joe', 'Tr0ub4dor'))", FindingType.PASSWORD, "Tr0ub4dor"),
            new Sample(
                    "root:$6$mWq3x8Zr$" + "Vb6Mh9Sd3Yq8Zr4TnV2xLw7Kp0".repeat(4).substring(0, 86) + ":19000",
                    FindingType.SECRET,
                    "Vb6Mh9Sd3Y"),
            new Sample(
                    "kind: Secret\ndata:\n  extra: cThacjRUblYyeEx3N0twMA==\n",
                    FindingType.SECRET,
                    "cThacjRUblYyeEx3N0twMA=="),
            new Sample("\nname,login,password\nbank,joe,s3cr3tX\n", FindingType.PASSWORD, "s3cr3tX"),
            new Sample("variable \"db_password\" {\n  default = \"Tr0ub4dor\"\n}", FindingType.PASSWORD, "Tr0ub4dor"),
            new Sample("curl -u \"joe:Tr0ub4dor\"", FindingType.PASSWORD, "Tr0ub4dor"),
            new Sample("hetu 131052-308T", FindingType.NATIONAL_ID, "131052-308T"),
            new Sample("geb. am 05.06.1952", FindingType.DATE_OF_BIRTH, "05.06.1952"),
            new Sample("driving licence MORGA657054SM9IJ", FindingType.DRIVER_LICENSE, "MORGA657054SM9IJ"),
            new Sample("karta 4848.6413.4656.7117", FindingType.CREDIT_CARD, "4848.6413.4656.7117"),
            new Sample("no 6304762219340051 it", FindingType.CREDIT_CARD, "6304762219340051"),
            new Sample("maestro 676100000006", FindingType.CREDIT_CARD, "676100000006"),
            new Sample(
                    "at MTk4NjIyNDgzNDcxOTI1MjQ4" + ".Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs",
                    FindingType.API_KEY,
                    "MTk4NjIyNDgzNDcxOTI1MjQ4" + ".Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"),
            new Sample(
                    "{\"kty\":\"EC\",\"d\":\"q6qRp3PzDVMR9Uj6mqeBjrzXuI5Wi8ZH5Z9RnaWz2SV\"}",
                    FindingType.PRIVATE_KEY,
                    "q6qRp3PzDVMR9Uj6mqeBjrzXuI5Wi8ZH5Z9RnaWz2SV"),
            new Sample("(ID:joe, PW:Tr0ub4dor)", FindingType.PASSWORD, "Tr0ub4dor"),
            new Sample("DB_PSWD=Tr0ub4dor", FindingType.PASSWORD, "Tr0ub4dor"),
            new Sample("#define DB_PASSWORD \"Tr0ub4dor\"", FindingType.PASSWORD, "Tr0ub4dor"),
            new Sample("setopt(c, CURLOPT_PASSWORD, \"Tr0ub4dor\");", FindingType.PASSWORD, "Tr0ub4dor"),
            new Sample("CREATE USER joe IDENTIFIED BY Tr0ub4dor;", FindingType.PASSWORD, "Tr0ub4dor"),
            new Sample(
                    "INSERT INTO users (login, password) VALUES ('joe', 'Tr0ub4dor')",
                    FindingType.PASSWORD,
                    "Tr0ub4dor"),
            new Sample("passphrase = \"open sesame now\"", FindingType.PASSWORD, "open sesame now"),
            new Sample("SSN :  373 - 29 - 8467", FindingType.SSN, "373 - 29 - 8467"),
            new Sample("DL# H882106766853 exp 2029", FindingType.DRIVER_LICENSE, "H882106766853"),
            new Sample("https://wa.me/447997472925", FindingType.PHONE, "447997472925"),
            new Sample("see user%40acme.org", FindingType.EMAIL, "user%40acme.org"),
            new Sample("{\"m\":\"jo\\u0040acme.org\"}", FindingType.EMAIL, "jo\\u0040acme.org"),
            new Sample("blob cGFzc3dvcmQ9ImgxNHRlcjIi end", FindingType.PASSWORD, "gxNHRlcjI"));

    private Samples() {}

    static Scanner scanner() {
        return new Scanner(Detectors.builtIn(), LIMITS, () -> 0);
    }

    static Scan scan(String text) {
        return scanner().scan(text.getBytes(UTF_8));
    }

    static String span(byte[] text, Finding finding) {
        return new String(text, (int) finding.start(), (int) finding.length(), UTF_8);
    }
}
