package dev.postern.egress.detect;

import dev.postern.egress.FindingType;

/**
 * Passwords as systems keep them, hashed: the formats of {@code crypt} (modular crypt format, PHC strings), of Django, of
 * LDAP and of Kerberos tickets. What is hashed can be guessed, so it does not leave either.
 *
 * @param shape what follows the literal
 */
record PasswordHashes(String literal, Shape shape) implements Matcher {

    static void addTo(Detectors.Builder builder) {
        add(builder, "$1$", "[A-Za-z0-9./]{1,8}$[A-Za-z0-9./]{22}");
        add(builder, "$apr1$", "[A-Za-z0-9./]{1,8}$[A-Za-z0-9./]{22}");
        add(builder, "$2a$", "[0-3][0-9]$[A-Za-z0-9./]{53}");
        add(builder, "$2b$", "[0-3][0-9]$[A-Za-z0-9./]{53}");
        add(builder, "$2y$", "[0-3][0-9]$[A-Za-z0-9./]{53}");
        add(builder, "$5$rounds=", "[0-9]{3,9}$[A-Za-z0-9./]{1,16}$[A-Za-z0-9./]{43}");
        add(builder, "$6$rounds=", "[0-9]{3,9}$[A-Za-z0-9./]{1,16}$[A-Za-z0-9./]{86}");
        add(builder, "$5$", "[A-Za-z0-9./]{1,16}$[A-Za-z0-9./]{43}");
        add(builder, "$6$", "[A-Za-z0-9./]{1,16}$[A-Za-z0-9./]{86}");
        add(builder, "$7$", "[A-Za-z0-9./]{11,50}$[A-Za-z0-9./]{43}");
        add(builder, "$y$", "[A-Za-z0-9./]{2,8}$[A-Za-z0-9./]{1,86}$[A-Za-z0-9./]{43}");
        add(builder, "$8$", "[A-Za-z0-9./]{14}$[A-Za-z0-9./]{43}");
        add(builder, "$9$", "[A-Za-z0-9./]{14}$[A-Za-z0-9./]{43}");
        add(builder, "$P$", "[A-Za-z0-9./]{31}");
        add(builder, "$H$", "[A-Za-z0-9./]{31}");
        add(builder, "$argon2", "[id]{1,2}$v=[0-9]{1,3}$[a-z0-9=,]{5,40}$[A-Za-z0-9+/]{8,64}$[A-Za-z0-9+/]{16,128}");
        add(builder, "$scrypt$", "[a-z0-9=,]{5,40}$[A-Za-z0-9+/]{8,64}$[A-Za-z0-9+/]{16,128}");
        add(builder, "$pbkdf2-sha", "[0-9]{1,3}$[a-z0-9=,]{1,24}$[A-Za-z0-9+/.]{8,64}$[A-Za-z0-9+/.]{16,128}");
        add(builder, "pbkdf2_sha", "[0-9]{1,3}$[0-9]{3,8}$[A-Za-z0-9]{8,64}$[A-Za-z0-9+/]{27,90}={0,2}");
        add(builder, "bcrypt_sha256$$2b$", "[0-3][0-9]$[A-Za-z0-9./]{53}");
        add(builder, "{SSHA}", "[A-Za-z0-9+/]{32,60}={0,2}");
        add(builder, "{SSHA512}", "[A-Za-z0-9+/]{88,120}={0,2}");
        add(builder, "{SHA}", "[A-Za-z0-9+/]{27}=");
        add(builder, "$krb5asrep$", "[0-9]{1,2}$[A-Za-z0-9@._:/-]{1,90}$[a-f0-9]{64,4000}");
        add(builder, "$krb5asrep$", "[A-Za-z0-9@._/-]{1,60}:[a-f0-9]{32}$[a-f0-9]{64,4000}");
        add(builder, "$krb5tgs$", "[0-9]{1,2}$[A-Za-z0-9@._:/$*-]{1,120}[a-f0-9]{0,4000}");
    }

    private static void add(Detectors.Builder builder, String literal, String shape) {
        builder.on(new PasswordHashes(literal, Shape.of(shape)), literal);
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        if (!text.has(literal, start) || Chars.alnum(text.at(start - 1))) {
            return;
        }
        int last = shape.match(text, end);
        if (last >= 0 && Randomness.distinct(text, end, last) > 8) {
            out.add(FindingType.SECRET, "secret.password-hash", start, last, 85);
        }
    }
}
