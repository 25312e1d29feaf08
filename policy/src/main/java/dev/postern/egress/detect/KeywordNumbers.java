package dev.postern.egress.detect;

import dev.postern.egress.FindingType;
import org.jspecify.annotations.Nullable;

/** Numbers that only the words before them tell: passports, driving licences, bank accounts. */
record KeywordNumbers(
        FindingType type,
        String detector,
        String keyword,
        @Nullable Topic before,
        int least,
        int most,
        int confidence) implements Matcher {

    /** How far behind the keyword its number may begin. */
    private static final int GAP = 28;

    private static final String[] PASSPORTS = {
        "passport", "travel document", "reisepass", "pasaporte", "passeport", "passaporto", "passaporte", "paspoort"
    };

    private static final String[] LICENCES = {
        "driving licen",
        "hrerschein",
        "permis de conduire",
        "carnet de conducir",
        "licencia de conducir",
        "patente di guida",
        "rijbewijs",
        "carteira de motorista",
        "prawo jazdy"
    };

    private static final String[] IDENTITIES = {
        "personalausweis",
        "carte nationale d",
        "identity card",
        "national id",
        "voter id",
        "steuernummer",
        "ust-id",
        "vat id",
        "vat number",
        "tax id"
    };

    static void addTo(Detectors.Builder builder) {
        for (String passport : PASSPORTS) {
            add(builder, FindingType.PASSPORT, "pii.passport", passport, null, 6, 10, 80);
        }
        for (String licence : LICENCES) {
            add(builder, FindingType.DRIVER_LICENSE, "pii.driver-license", licence, null, 6, 18, 78);
        }
        for (String identity : IDENTITIES) {
            add(builder, FindingType.NATIONAL_ID, "pii.national-id", identity, null, 7, 15, 72);
        }
        add(builder, FindingType.DRIVER_LICENSE, "pii.driver-license", "license", Topic.DRIVER, 6, 16, 78);
        add(builder, FindingType.DRIVER_LICENSE, "pii.driver-license", "licence", Topic.DRIVER, 6, 18, 78);
        add(builder, FindingType.DRIVER_LICENSE, "pii.driver-license", "dl#", null, 6, 16, 78);
        add(builder, FindingType.DRIVER_LICENSE, "pii.driver-license", "dl #", null, 6, 16, 78);
        add(builder, FindingType.PHONE, "pii.phone", "wa.me/", null, 8, 15, 85);
        add(builder, FindingType.BANK_ACCOUNT, "pii.bank-account", "account n", null, 7, 17, 72);
        add(builder, FindingType.BANK_ACCOUNT, "pii.bank-account", "account_n", null, 7, 17, 72);
        add(builder, FindingType.BANK_ACCOUNT, "pii.bank-account", "accountn", null, 7, 17, 72);
        add(builder, FindingType.BANK_ACCOUNT, "pii.bank-account", "acct", null, 7, 17, 70);
        add(builder, FindingType.BANK_ACCOUNT, "pii.bank-account", "bank account", null, 7, 17, 72);
        add(builder, FindingType.BANK_ACCOUNT, "pii.bank-routing", "routing", null, 9, 9, 78);
        add(builder, FindingType.BANK_ACCOUNT, "pii.bank-account", "kontonummer", Topic.BANK, 7, 12, 72);
    }

    private static void add(
            Detectors.Builder builder,
            FindingType type,
            String detector,
            String keyword,
            @Nullable Topic before,
            int least,
            int most,
            int confidence) {
        builder.on(new KeywordNumbers(type, detector, keyword, before, least, most, confidence), keyword);
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        boolean umlaut = keyword.startsWith("hr") && Chars.is(text.at(start - 1), Chars.HIGH | Chars.LETTER);
        if (!umlaut
                && Chars.letter(text.at(start - 1))
                && !text.startsWord(start)
                && !Chars.is(text.at(start), Chars.UPPER)) {
            return;
        }
        if (before != null && !text.near(start, before)) {
            return;
        }
        int at = end;
        while (at - end < GAP && text.at(at) != '\n' && text.at(at) >= 0) {
            int first = at;
            while (at - first < most + 2 && (Chars.alnum(text.at(at)) || (text.at(at) == '-' && at > first))) {
                at++;
            }
            if (number(text, first, at)) {
                out.add(type, detector, first, at, confidence);
                return;
            }
            at = Math.max(at, first + 1);
        }
    }

    private boolean number(Text text, int start, int end) {
        int digits = 0;
        int letters = 0;
        int marks = 0;
        for (int i = start; i < end; i++) {
            int c = text.at(i);
            digits += Chars.digit(c) ? 1 : 0;
            letters += Chars.letter(c) ? 1 : 0;
            marks += c == '-' ? 1 : 0;
            if (Chars.is(c, Chars.LOWER)) {
                return false;
            }
        }
        int length = digits + letters;
        boolean digitsOnly = type == FindingType.BANK_ACCOUNT || type == FindingType.PHONE;
        return length >= least
                && length <= most
                && digits >= 5
                && letters <= (digitsOnly ? 0 : type == FindingType.DRIVER_LICENSE ? 10 : 6)
                && marks <= 3
                && !(digits == 8 && marks == 2)
                && (!detector.endsWith("routing") || routing(text, start, digits, marks));
    }

    /** The check of the American Bankers Association: weights 3, 7, 1. */
    private static boolean routing(Text text, int start, int digits, int marks) {
        if (digits != 9 || marks > 0) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            sum += (text.at(start + i) - '0') * (i % 3 == 0 ? 3 : i % 3 == 1 ? 7 : 1);
        }
        return sum % 10 == 0;
    }
}
