package dev.postern.egress.detect;

import dev.postern.egress.FindingType;
import java.util.List;
import java.util.stream.Stream;

/**
 * Identity and tax numbers made of digits, with their checks. Where a number is written in a way of its own, the check is
 * enough; where it is a run of digits, a word must tell what it is, unless two digits check it.
 */
final class NationalNumbers {

    private static final String FRENCH = "1 2 2 2 3 3 2";
    private static final Written FRENCH_WRITTEN = Written.of(FRENCH);
    private static final Written FRENCH_REST = Written.of(FRENCH.substring(2));

    private static final NationalNumber[] KINDS = Stream.of(
                    EuropeanNumbers.kinds(), AmericanNumbers.kinds(), AsianNumbers.kinds())
            .flatMap(List::stream)
            .toArray(NationalNumber[]::new);

    private static final NationalNumber FRANCE = Stream.of(KINDS)
            .filter(kind -> kind.shape().equals(FRENCH))
            .findFirst()
            .orElseThrow();

    private static final ByShape<NationalNumber> BY_SHAPE = new ByShape<>(KINDS, NationalNumber::shape);

    /** Looks at a number from one of its groups on. */
    void match(Text text, NumberGroups groups, Sink out) {
        if (groups.total() < 9 || Numbers.continued(text, groups.start()) || french(text, groups, out)) {
            return;
        }
        for (ByShape.Way<NationalNumber> way : BY_SHAPE.of(groups)) {
            int end = groups.end(way.written());
            if (end >= 0) {
                match(
                        text,
                        groups,
                        way.thing(),
                        end,
                        groups.digitsTo(way.written().groups() - 1),
                        out);
            }
        }
    }

    private static void match(Text text, NumberGroups groups, NationalNumber kind, int end, int count, Sink out) {
        boolean told = text.near(groups.start(), kind.topic());
        int confidence = told ? Math.max(88, kind.untold()) : kind.untold();
        if (confidence > 0
                && kind.check().test(groups.digits())
                && !Checksums.allEqual(groups.digits(), count)
                && !Numbers.row(text, groups, end)) {
            out.add(FindingType.NATIONAL_ID, kind.detector(), groups.start(), end, confidence);
        }
    }

    /** A French number begins with one digit that stands alone, before the first group the text is asked for. */
    private static boolean french(Text text, NumberGroups groups, Sink out) {
        int start = groups.start() - 2;
        if (groups.length(0) != 2
                || groups.end(FRENCH_REST) < 0
                || text.at(start + 1) != ' '
                || (text.at(start) | 3) != '3'
                || Chars.alnum(text.at(start - 1))) {
            return false;
        }
        NumberGroups whole = text.otherGroups();
        whole.read(text, start);
        int end = whole.end(FRENCH_WRITTEN);
        if (end < 0 || !FRANCE.check().test(whole.digits())) {
            return false;
        }
        out.add(FindingType.NATIONAL_ID, FRANCE.detector(), start, end, FRANCE.untold());
        return true;
    }
}
