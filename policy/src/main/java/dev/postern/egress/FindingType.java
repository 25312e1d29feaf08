package dev.postern.egress;

import java.util.Locale;

/** What was found. Names are stable: policies, receipts and reports use them in lower case. */
public enum FindingType {
    API_KEY(FindingKind.SECRET, "[API_KEY_REDACTED]"),
    PASSWORD(FindingKind.SECRET, "[PASSWORD_REDACTED]"),
    PRIVATE_KEY(FindingKind.SECRET, "[SECRET_REDACTED]"),
    JWT(FindingKind.SECRET, "[SECRET_REDACTED]"),
    CONNECTION_STRING(FindingKind.SECRET, "[SECRET_REDACTED]"),
    SECRET(FindingKind.SECRET, "[SECRET_REDACTED]"),
    TENANT_SECRET(FindingKind.SECRET, "[SECRET_REDACTED]"),
    EMAIL(FindingKind.PERSONAL, "[EMAIL_REDACTED]"),
    PHONE(FindingKind.PERSONAL, "[PHONE_REDACTED]"),
    SSN(FindingKind.PERSONAL, "[SSN_REDACTED]"),
    CREDIT_CARD(FindingKind.PERSONAL, "[CREDIT_CARD_REDACTED]"),
    IBAN(FindingKind.PERSONAL, "[IBAN_REDACTED]"),
    BANK_ACCOUNT(FindingKind.PERSONAL, "[BANK_ACCOUNT_REDACTED]"),
    NATIONAL_ID(FindingKind.PERSONAL, "[NATIONAL_ID_REDACTED]"),
    PASSPORT(FindingKind.PERSONAL, "[PASSPORT_REDACTED]"),
    DRIVER_LICENSE(FindingKind.PERSONAL, "[DRIVER_LICENSE_REDACTED]"),
    DATE_OF_BIRTH(FindingKind.PERSONAL, "[DATE_OF_BIRTH_REDACTED]"),
    IP_ADDRESS(FindingKind.PERSONAL, "[IP_ADDRESS_REDACTED]"),
    MAC_ADDRESS(FindingKind.PERSONAL, "[MAC_ADDRESS_REDACTED]"),
    CUSTOM(FindingKind.CUSTOM, "[REDACTED]");

    private final FindingKind kind;
    private final String token;
    private final String id = name().toLowerCase(Locale.ROOT);

    FindingType(FindingKind kind, String token) {
        this.kind = kind;
        this.token = token;
    }

    public FindingKind kind() {
        return kind;
    }

    /** What stands in a redacted text instead of the finding: ASCII, in brackets. */
    public String token() {
        return token;
    }

    /** The name in lower case, {@code credit_card}. */
    public String id() {
        return id;
    }
}
