package dev.postern.egress.detect;

import dev.postern.egress.FindingType;
import java.util.Arrays;

/** Identity numbers made of letters and digits in one word, with their checks, and IBANs. Stateless. */
final class WordIds {

    private static final int LONGEST = 36;
    private static final int LONGEST_NUMBER = 18;
    /** The characters of a British insurance number. */
    private static final int INSURANCE = 9;

    private static final LetteredNumber[][] BY_LENGTH = byLength();

    /** Looks at the word around the digits at an index. */
    void match(Text text, int digits, Sink out) {
        if (text.inWord(digits)) {
            return;
        }
        int start = text.before(digits, Chars.ALNUM, LONGEST);
        int end = text.after(digits, Chars.ALNUM, LONGEST);
        text.wordTo(end);
        int before = text.at(start - 1);
        if (before == '_' || end - start > LONGEST || (before == '\\' && !text.startsWord(start))) {
            return;
        }
        out.from(start);
        if (before == '\\') {
            start++;
        }
        iban(text, start, out);
        if (text.at(end) == '_' || (before == '/' && end - start > 12)) {
            return;
        }
        if (end - start >= 2 && end - start <= LONGEST_NUMBER) {
            word(text, start, end, out);
        }
    }

    private static void iban(Text text, int start, Sink out) {
        int end = Chars.digit(text.at(start + 2)) && Chars.digit(text.at(start + 3)) ? Iban.end(text, start) : -1;
        if (end >= 0) {
            out.add(FindingType.IBAN, "pii.iban", start, end, 97);
        }
    }

    private void word(Text text, int start, int end, Sink out) {
        int length = end - start;
        if (length == 4 && (text.at(start - 1) == '-' || text.at(start - 1) == '+')) {
            FinnishCodes.match(text, start, out);
        }
        if (length == 2 || length == 8) {
            insuranceGroups(text, start, out);
        }
        LetteredNumber[] kinds = BY_LENGTH[length];
        if (kinds.length == 0) {
            return;
        }
        Word word = new Word(text.bytes, start, length);
        for (LetteredNumber kind : kinds) {
            if (word.is(kind.shape()) && kind.check().test(word)) {
                told(kind, text, start, end, out);
            }
        }
    }

    private static void told(LetteredNumber kind, Text text, int start, int end, Sink out) {
        boolean lower = Chars.is(text.at(text.before(end, Chars.DIGIT, LONGEST_NUMBER) - 1), Chars.LOWER)
                || Chars.is(text.at(start), Chars.LOWER);
        boolean told = text.near(start, kind.topic());
        int confidence = told ? Math.max(90, kind.untold()) : lower ? 0 : kind.untold();
        if (confidence > 0) {
            out.add(FindingType.NATIONAL_ID, kind.detector(), start, end, confidence);
        }
    }

    /** A British insurance number in groups: {@code AB 12 34 56 C}. */
    void insuranceGroups(Text text, int start, Sink out) {
        if (!Chars.letter(text.at(start)) || !Chars.letter(text.at(start + 1))) {
            return;
        }
        byte[] joined = new byte[INSURANCE];
        int length = 0;
        int i = start;
        while (length < INSURANCE && i - start < 14) {
            int c = text.at(i++);
            if (Chars.alnum(c)) {
                joined[length++] = (byte) c;
            } else if (c != ' ' && c != '-') {
                return;
            }
        }
        Word word = new Word(joined, 0, length);
        if (word.is("LLDDDDDDS") && LetteredNumber.nino(word) && !Chars.alnum(text.at(i))) {
            out.add(FindingType.NATIONAL_ID, "pii.uk-nino", start, i, 88);
        }
    }

    private static LetteredNumber[][] byLength() {
        LetteredNumber[][] kinds = new LetteredNumber[LONGEST_NUMBER + 1][0];
        for (LetteredNumber kind : LetteredNumber.kinds()) {
            int length = kind.shape().length();
            kinds[length] = Arrays.copyOf(kinds[length], kinds[length].length + 1);
            kinds[length][kinds[length].length - 1] = kind;
        }
        return kinds;
    }
}
