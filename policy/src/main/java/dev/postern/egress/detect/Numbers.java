package dev.postern.egress.detect;

/** Looks at every number in a text that is long enough to tell somebody, and at words made of letters and digits. */
final class Numbers implements Matcher {

    /** The literal of two digits, any. */
    static final String DIGITS = "00";

    /** No rule but that of addresses has use for fewer digits. */
    private static final int FEWEST = 7;
    /** What may stand before the first group of two digits: a calling code, a bracket, a digit or two letters. */
    private static final int PREFIX = 4;

    private static final Cards CARDS = new Cards();
    private static final SocialSecurity SOCIAL_SECURITY = new SocialSecurity();
    private static final NationalNumbers NATIONAL = new NationalNumbers();
    private static final Phones PHONES = new Phones();
    private static final IpV4 ADDRESSES = new IpV4();

    private final WordIds words = new WordIds();

    static void addTo(Detectors.Builder builder) {
        builder.on(new Numbers(), DIGITS, "0.0");
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        int before = text.at(start - 1);
        if (Chars.digit(before)) {
            return;
        }
        if (Chars.letter(before) && !text.startsWord(start)) {
            words.match(text, start, out);
            return;
        }
        if (before == '_') {
            return;
        }
        boolean prefixed = before == ' ' || before == '-' || before == '(' || before == '+' || before == '.';
        if (prefixed) {
            out.from(Math.max(text.from, start - PREFIX));
        }
        boolean later = laterPart(text, start);
        NumberGroups groups = text.groups();
        if (!later) {
            groups.read(text, start);
        }
        if (later || groups.count() == 0) {
            if (Chars.letter(text.at(text.after(start, Chars.DIGIT, 24)))) {
                words.match(text, start, out);
            }
            return;
        }
        if (prefixed && groups.length(0) == 2) {
            lettered(text, start, out);
        }
        if (groups.count() >= 4 && groups.separator(0) == '.') {
            ADDRESSES.match(text, groups, out);
        }
        if (groups.total() >= FEWEST && text.at(start + 1) != '.') {
            CARDS.match(text, groups, out);
            SOCIAL_SECURITY.match(text, groups, out);
            NATIONAL.match(text, groups, out);
            PHONES.match(text, groups, out);
        }
    }

    /** A number is looked at from its beginning, not from each of its digits. */
    @Override
    public Neighbours neighbours(String literal) {
        return Neighbours.before(c -> !Chars.digit(c));
    }

    /**
     * Whether the number goes on behind a mark and what stands before that is neither a calling code nor a trunk's digit,
     * nor a comma, behind which an address may begin.
     */
    private static boolean laterPart(Text text, int start) {
        return continued(text, start) && text.at(start - 1) != ',' && Chars.alnum(text.at(start - 3));
    }

    /** Whether groups stand in a row of others as long, of digits of any base: a table or a dump. */
    static boolean row(Text text, NumberGroups groups, int end) {
        int length = groups.length(0);
        int start = groups.start();
        return groups.separator(0) == ' '
                && (entry(text, start - 1 - length, start - 1, length)
                        || entry(text, end + 1, end + 1 + length, length));
    }

    private static boolean entry(Text text, int start, int end, int length) {
        boolean digits = false;
        for (int i = start; i < end; i++) {
            if (!Chars.hex(text.at(i))) {
                return false;
            }
            digits |= Chars.digit(text.at(i));
        }
        return digits && length > 0 && !Chars.is(text.at(start - 1), Chars.WORD) && !Chars.is(text.at(end), Chars.WORD);
    }

    private void lettered(Text text, int start, Sink out) {
        boolean two = Chars.letter(text.at(start - 2)) && Chars.letter(text.at(start - 3));
        if (two && !Chars.alnum(text.at(start - 4))) {
            words.insuranceGroups(text, start - 3, out);
        }
    }

    /** Whether a number goes on with another mark before its first group: it is the later part of something longer. */
    static boolean continued(Text text, int start) {
        int c = text.at(start - 1);
        return (c == '.' || c == '-' || c == '/' || c == ',' || c == ':') && Chars.digit(text.at(start - 2));
    }
}
