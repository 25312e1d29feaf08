package dev.postern.egress.detect;

/** The detectors every scanner has. */
final class BuiltIn {

    private BuiltIn() {}

    static void addTo(Detectors.Builder builder) {
        TokenTable.addTo(builder);
        InfixTokens.addTo(builder);
        PrivateKeys.addTo(builder);
        JsonWebTokens.addTo(builder);
        JsonWebKeys.addTo(builder);
        UrlCredentials.addTo(builder);
        AuthHeaders.addTo(builder);
        Assignments.addTo(builder);
        CommandLogins.addTo(builder);
        PasswordPhrases.addTo(builder);
        CallCredentials.addTo(builder);
        NamedColumns.addTo(builder);
        SqlInserts.addTo(builder);
        PasswordHashes.addTo(builder);
        ManifestSecrets.addTo(builder);
        Emails.addTo(builder);
        Numbers.addTo(builder);
        SpreadSocialSecurity.addTo(builder);
        HardwareAddresses.addTo(builder);
        KeywordNumbers.addTo(builder);
        Birthdays.addTo(builder);
    }
}
