package dev.postern.egress.detect;

import dev.postern.egress.FindingType;
import java.util.Locale;
import java.util.Set;

/** Judges a name and the value it is given: is it a secret, of which kind, how sure. Stateless. */
final class Assigned {

    /** What a name promises. */
    enum Name {
        PASSWORD,
        SECRET,
        API_KEY,
        /** A name that often has other values: {@code token}, {@code key}. */
        WEAK,
        NONE
    }

    private static final Set<String> TAILS = Set.of(
            "",
            "value",
            "val",
            "string",
            "str",
            "text",
            "plain",
            "plaintext",
            "raw",
            "prod",
            "production",
            "dev",
            "test",
            "staging",
            "stage",
            "live",
            "base64",
            "b64",
            "v1",
            "v2",
            "new",
            "old",
            "current",
            "primary",
            "secondary",
            "default",
            "local",
            "master",
            "root",
            "admin");

    private static final Set<String> PASSWORDS = Set.of(
            "password",
            "passwd",
            "passphrase",
            "passcode",
            "passwort",
            "pass",
            "pwd",
            "passw",
            "kennwort",
            "clave",
            "dbpass",
            "userpass",
            "passwrd",
            "psswd");

    private static final String[] KEY_HEADS = {
        "api",
        "access",
        "secret",
        "private",
        "auth",
        "encryption",
        "encrypt",
        "signing",
        "sign",
        "master",
        "account",
        "storage",
        "shared",
        "service",
        "admin",
        "client",
        "consumer",
        "license",
        "subscription",
        "app",
        "application",
        "deploy",
        "crypto",
        "aes",
        "hmac",
        "session",
        "security",
        "webhook",
        "integration",
        "server",
        "write",
        "ingest",
        "jwt",
        "cipher",
        "instrumentation",
        "token",
        "write",
        "read"
    };

    private static final String[] TOKEN_HEADS = {
        "access",
        "auth",
        "api",
        "bearer",
        "refresh",
        "session",
        "secret",
        "bot",
        "personal",
        "private",
        "oauth",
        "deploy",
        "security",
        "admin",
        "service",
        "user",
        "app",
        "id",
        "jwt",
        "github",
        "gitlab",
        "slack",
        "npm",
        "vault",
        "ci",
        "registry",
        "telegram",
        "discord",
        "sentry",
        "pat",
        "csrf",
        "x"
    };

    private static final int AWS_SECRET = 40;

    private Assigned() {}

    /** What the name {@code [head, tail)} promises whose keyword begins at {@code keyword}. */
    static Name name(Text text, int head, int keyword, int tail) {
        int end = tail;
        while (end > keyword && !Chars.alnum(text.at(end - 1))) {
            end--;
        }
        String before = letters(text, head, keyword);
        String from = letters(text, keyword, end);
        if (from.startsWith("pass") || from.startsWith("pwd") || from.startsWith("kenn") || from.startsWith("clave")) {
            return password(text, keyword, before, from);
        }
        if (from.startsWith("secret")) {
            return secret(from.substring(6));
        }
        if (from.startsWith("token")) {
            return tail(from.substring(5)) ? headed(before, TOKEN_HEADS) : Name.NONE;
        }
        if (from.startsWith("key")) {
            return tail(from.substring(3)) && !from.equals("keyid") ? headed(before, KEY_HEADS) : Name.NONE;
        }
        if (from.startsWith("cred")) {
            return from.equals("cred") || from.equals("credential") || from.equals("credentials")
                    ? Name.WEAK
                    : Name.NONE;
        }
        return from.equals("auth") && !before.isEmpty() ? Name.WEAK : Name.NONE;
    }

    /** Adds the value {@code [start, end)} if it is a secret. */
    static void judge(
            Text text, int head, int tail, int start, int end, boolean quoted, boolean spoken, Name name, Sink out) {
        String value = text.slice(start, end);
        if (value.length() == AWS_SECRET && value.endsWith("EXAMPLEKEY")) {
            out.add(FindingType.API_KEY, "secret.aws-secret-key", start, end, 55);
            return;
        }
        if (Randomness.placeholder(value)) {
            return;
        }
        if (name == Name.PASSWORD) {
            password(start, end, value, quoted, spoken, out);
        } else {
            token(text, head, tail, start, end, value, quoted, name, out);
        }
    }

    private static void password(int start, int end, String value, boolean quoted, boolean spoken, Sink out) {
        int length = end - start;
        if (length < 4 || length > 128 || !mixed(value, quoted) || selfNamed(value)) {
            return;
        }
        if (quoted && (value.startsWith("+") || value.startsWith(" "))) {
            return;
        }
        if (quoted && value.indexOf(' ') >= 0 && (spoken || Randomness.name(value))) {
            return;
        }
        int confidence = spoken ? 65 : quoted ? 85 : 75;
        boolean expression = !quoted && expression(value);
        if (!expression && !(spoken && Randomness.name(value) && length < 6)) {
            out.add(FindingType.PASSWORD, "secret.password", start, end, confidence);
        }
    }

    private static void token(
            Text text, int head, int tail, int start, int end, String value, boolean quoted, Name name, Sink out) {
        String named = letters(text, head, tail);
        int least = name == Name.SECRET ? 12 : name == Name.API_KEY ? 14 : named.endsWith("key") ? 24 : 20;
        if (!token(value) || Randomness.name(value) || !Randomness.machineMade(text, start, end, least)) {
            return;
        }
        boolean uuid = uuid(value);
        boolean lettersOnly = value.chars().noneMatch(Chars::digit);
        if ((uuid && name == Name.WEAK)
                || (lettersOnly && (name == Name.WEAK || !quoted))
                || (!quoted && expression(value))) {
            return;
        }
        int confidence = uuid ? 60 : name == Name.WEAK ? 62 : name == Name.SECRET ? 80 : 82;
        FindingType type = name == Name.SECRET ? FindingType.SECRET : FindingType.API_KEY;
        if (value.length() == AWS_SECRET
                && named.contains("secret")
                && (named.contains("aws") || named.contains("accesskey"))) {
            out.add(FindingType.API_KEY, "secret.aws-secret-key", start, end, 96);
        } else if (named.equals("accountkey") || named.equals("sharedaccesskey")) {
            out.add(FindingType.API_KEY, "secret.azure-storage-key", start, end, 96);
        } else {
            out.add(
                    type,
                    type == FindingType.SECRET ? "secret.generic-secret" : "secret.generic-key",
                    start,
                    end,
                    confidence);
        }
    }

    private static Name password(Text text, int keyword, String before, String from) {
        String stem = from;
        for (String known : PASSWORDS) {
            if (from.startsWith(known) && TAILS.contains(digitless(from.substring(known.length())))) {
                stem = known;
            }
        }
        if (!PASSWORDS.contains(stem)) {
            return Name.NONE;
        }
        boolean whole = !Chars.is(text.at(keyword - 1), Chars.LETTER)
                || (Chars.is(text.at(keyword), Chars.UPPER) && Chars.is(text.at(keyword - 1), Chars.LOWER))
                || before.endsWith("db")
                || before.endsWith("user")
                || before.endsWith("my");
        return stem.length() > 4 || whole ? Name.PASSWORD : Name.NONE;
    }

    private static Name secret(String rest) {
        if (rest.startsWith("key") || rest.startsWith("token") || rest.startsWith("accesskey")) {
            return Name.API_KEY;
        }
        return tail(rest) ? Name.SECRET : Name.NONE;
    }

    private static Name headed(String before, String[] heads) {
        for (String head : heads) {
            if (before.endsWith(head)) {
                return before.endsWith("public" + head) ? Name.NONE : Name.API_KEY;
            }
        }
        return before.endsWith("public") || before.endsWith("primary") || before.endsWith("foreign")
                ? Name.NONE
                : Name.WEAK;
    }

    private static boolean tail(String rest) {
        return !rest.equals("id") && TAILS.contains(digitless(rest));
    }

    /** A password has a digit or a mark among its letters, or more than one case; or is quoted and has marks only. */
    private static boolean mixed(String value, boolean quoted) {
        int digits = 0;
        int letters = 0;
        int marks = 0;
        for (int i = 0; i < value.length(); i++) {
            int c = value.charAt(i);
            digits += Chars.digit(c) ? 1 : 0;
            letters += Chars.letter(c) ? 1 : 0;
            marks += c > ' ' && !Chars.alnum(c) && ".-_/:,".indexOf(c) < 0 ? 1 : 0;
        }
        boolean number = letters == 0 && marks == 0;
        return number ? quoted && value.length() >= 6 : digits + marks > 0;
    }

    private static boolean selfNamed(String value) {
        String folded = value.toLowerCase(Locale.ROOT);
        return value.chars().noneMatch(Chars::digit)
                && Randomness.name(value)
                && (folded.contains("password") || folded.contains("secret") || folded.contains("pwd"));
    }

    /** A value without quotes that a program would compute: a member, an index, an operation. */
    private static boolean expression(String value) {
        int dot = value.indexOf('.');
        return (dot > 0 && (Randomness.name(value) || members(value)))
                || (value.startsWith("/") && Randomness.name(value))
                || value.indexOf('[') >= 0
                || value.indexOf('(') >= 0
                || value.indexOf('{') >= 0
                || value.startsWith("*")
                || value.startsWith("@")
                || value.startsWith("!")
                || value.startsWith("\\");
    }

    /** Names joined by dots, of which each begins as names do. */
    private static boolean members(String value) {
        if (value.length() >= 40 && value.chars().filter(Chars::digit).count() > 3) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            int c = value.charAt(i);
            boolean begins = i == 0 || value.charAt(i - 1) == '.';
            boolean word = Chars.is(c, begins ? Chars.LETTER | Chars.UNDERSCORE : Chars.WORD) || (c == '.' && !begins);
            if (!word) {
                return false;
            }
        }
        return true;
    }

    private static boolean token(String value) {
        for (int i = 0; i < value.length(); i++) {
            int c = value.charAt(i);
            if (c <= ' ' || c > 126 || c == '(' || c == ')' || c == '{' || c == '}' || c == '[' || c == ']'
                    || c == ':') {
                return false;
            }
        }
        return true;
    }

    private static boolean uuid(String value) {
        return value.length() == 36 && value.charAt(8) == '-' && value.charAt(13) == '-' && value.charAt(18) == '-';
    }

    private static String digitless(String text) {
        int end = text.length();
        while (end > 0 && Chars.digit(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static String letters(Text text, int start, int end) {
        StringBuilder letters = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            if (Chars.alnum(text.at(i))) {
                letters.append((char) Chars.lower(text.at(i)));
            }
        }
        return letters.toString();
    }
}
