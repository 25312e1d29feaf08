package dev.postern.egress.destination;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.SpoofChecker;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Internationalised names: mapped by UTS 46 as browsers do (not transitional), then looked at by UTS 39, because a name
 * that looks like another is how a destination is forged. Thread-safe.
 */
final class DomainNames {

    private static final IDNA MAPPING = IDNA.getUTS46Instance(
            IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE);

    /** Browsers let these pass; the lengths are looked at afterwards. */
    private static final Set<IDNA.Error> PASSED = EnumSet.of(
            IDNA.Error.LEADING_HYPHEN,
            IDNA.Error.TRAILING_HYPHEN,
            IDNA.Error.HYPHEN_3_4,
            IDNA.Error.EMPTY_LABEL,
            IDNA.Error.LABEL_TOO_LONG,
            IDNA.Error.DOMAIN_NAME_TOO_LONG);

    private static final SpoofChecker SPOOF = new SpoofChecker.Builder()
            .setChecks(SpoofChecker.RESTRICTION_LEVEL | SpoofChecker.INVISIBLE | SpoofChecker.MIXED_NUMBERS)
            .setRestrictionLevel(SpoofChecker.RestrictionLevel.HIGHLY_RESTRICTIVE)
            .build();

    private DomainNames() {}

    static HostReading read(String name) {
        IDNA.Info outcome = new IDNA.Info();
        StringBuilder ascii = new StringBuilder();
        MAPPING.nameToASCII(name, ascii, outcome);
        if (!PASSED.containsAll(outcome.getErrors())) {
            return new HostReading.Refused(UrlFault.HOST_IDN);
        }
        String mapped = ascii.toString().toLowerCase(Locale.ROOT);
        for (int i = 0; i < mapped.length(); i++) {
            char c = mapped.charAt(i);
            if (c >= 0x80 || (!Character.isLetterOrDigit(c) && c != '-' && c != '.' && c != '_')) {
                return new HostReading.Refused(UrlFault.HOST_CHARACTER);
            }
        }
        return HostReading.ascii(mapped, isDeceptive(mapped));
    }

    private static boolean isDeceptive(String ascii) {
        StringBuilder unicode = new StringBuilder();
        MAPPING.nameToUnicode(ascii, unicode, new IDNA.Info());
        for (String label : unicode.toString().split("\\.", -1)) {
            if (isForeign(label) && (SPOOF.failsChecks(label) || !isForeign(SPOOF.getSkeleton(label)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isForeign(String label) {
        return label.chars().anyMatch(c -> c >= 0x80);
    }
}
