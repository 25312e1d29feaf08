package dev.postern.egress.detect;

import dev.postern.egress.FindingType;
import java.util.List;
import java.util.stream.Stream;

/**
 * Identity and tax numbers made of digits, with their checks. Where a number is written in a way of its own, the check is
 * enough; where it is a run of digits, a word must tell what it is, unless two digits check it.
 */
final class NationalNumbers implements NumberRule {

    private static final String FRENCH = "1 2 2 2 3 3 2";

    private static final NationalNumber[] KINDS = Stream.of(
                    EuropeanNumbers.kinds(), AmericanNumbers.kinds(), AsianNumbers.kinds())
            .flatMap(List::stream)
            .toArray(NationalNumber[]::new);

    private static final NationalNumber FRANCE = Stream.of(KINDS)
            .filter(kind -> kind.shape().equals(FRENCH))
            .findFirst()
            .orElseThrow();

    private static final ByShape<NationalNumber> BY_SHAPE = new ByShape<>(KINDS, kind -> List.of(kind.shape()));

    @Override
    public List<String> shapes() {
        return Stream.concat(Stream.of(KINDS).map(NationalNumber::shape), Stream.of(FRENCH.substring(2)))
                .toList();
    }

    @Override
    public void match(Text text, NumberGroups groups, Sink out) {
        if (groups.total() < 9 || Numbers.continued(text, groups.start()) || french(text, groups, out)) {
            return;
        }
        for (NationalNumber kind : BY_SHAPE.of(groups)) {
            int end = groups.shaped(kind.shape());
            if (end < 0 || Numbers.row(text, groups, end) || !kind.check().test(groups.digits())) {
                continue;
            }
            int count = groups.digitsTo(kind.shape().length() / 2);
            boolean told = text.near(groups.start(), kind.topic());
            int confidence = told ? Math.max(88, kind.untold()) : kind.untold();
            if (confidence > 0 && !Checksums.allEqual(groups.digits(), count)) {
                out.add(FindingType.NATIONAL_ID, kind.detector(), groups.start(), end, confidence);
            }
        }
    }

    /** A French number begins with one digit that stands alone, before the first group the text is asked for. */
    private static boolean french(Text text, NumberGroups groups, Sink out) {
        int start = groups.start() - 2;
        if (groups.length(0) != 2
                || text.at(start + 1) != ' '
                || (text.at(start) | 3) != '3'
                || Chars.alnum(text.at(start - 1))) {
            return false;
        }
        NumberGroups whole = text.otherGroups();
        whole.read(text, start);
        int end = whole.count() == 0 ? -1 : whole.shaped(FRENCH);
        if (end < 0 || !FRANCE.check().test(whole.digits())) {
            return false;
        }
        out.add(FindingType.NATIONAL_ID, FRANCE.detector(), start, end, FRANCE.untold());
        return true;
    }
}
