package dev.postern.egress.detect;

import dev.postern.egress.FindingType;

/** Social security numbers of the United States: no area 000, 666 or 900 and above, no group 00, no serial 0000. */
final class SocialSecurity {

    private static final String DETECTOR = "pii.us-ssn";
    private static final Written DASHED = Written.of("3-2-4");
    private static final Written SPACED = Written.of("3 2 4");
    /** Without a word of these nine digits in a row are nothing. */
    private static final long TELLING = Topic.SOCIAL_SECURITY.bit() | Topic.TAXPAYER.bit();

    /** Looks at a number from one of its groups on. */
    void match(Text text, NumberGroups groups, Sink out) {
        int first = groups.length(0);
        if ((first != 3 && first != 9)
                || (first == 9 && (text.topics(groups.start()) & TELLING) == 0)
                || Numbers.continued(text, groups.start())) {
            return;
        }
        int dashed = groups.end(DASHED);
        int spaced = dashed < 0 ? groups.end(SPACED) : -1;
        int plain = first == 9 && groups.separator(0) != '-' && groups.separator(0) != '.' ? groups.end(0) : -1;
        int end = Math.max(dashed, Math.max(spaced, plain));
        if (end < 0) {
            return;
        }
        int area = groups.digit(0) * 100 + groups.digit(1) * 10 + groups.digit(2);
        int group = groups.digit(3) * 10 + groups.digit(4);
        boolean serial = groups.digit(5) + groups.digit(6) + groups.digit(7) + groups.digit(8) > 0;
        if (!serial || group == 0 || Checksums.allEqual(groups.digits(), 9)) {
            return;
        }
        if (area >= 900) {
            taxpayer(text, groups, end, group, dashed >= 0, out);
        } else if (area != 0 && area != 666) {
            boolean told = text.near(groups.start(), Topic.SOCIAL_SECURITY);
            int confidence = told ? 97 : dashed >= 0 ? 90 : spaced >= 0 ? 55 : 0;
            if (confidence > 0) {
                out.add(FindingType.SSN, DETECTOR, groups.start(), end, confidence);
            }
        }
    }

    private static void taxpayer(Text text, NumberGroups groups, int end, int group, boolean dashed, Sink out) {
        boolean issued = (group >= 50 && group <= 65) || (group >= 70 && group <= 88) || (group >= 90 && group != 93);
        boolean told = text.near(groups.start(), Topic.TAXPAYER);
        if (issued && (told || dashed)) {
            out.add(FindingType.NATIONAL_ID, "pii.us-itin", groups.start(), end, told ? 92 : 70);
        }
    }
}
