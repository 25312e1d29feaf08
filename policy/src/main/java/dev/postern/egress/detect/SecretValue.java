package dev.postern.egress.detect;

import dev.postern.egress.FindingType;
import java.util.Locale;

/**
 * A value that a name is given, judged: is it a secret, of which kind, how sure.
 *
 * @param head where the name begins, {@code tail} where it ends
 * @param start where the value begins, {@code end} where it ends, quotes not included
 * @param spoken whether a verb gives the value to the name
 */
record SecretValue(Text text, int head, int tail, int start, int end, boolean quoted, boolean spoken) {

    private static final int AWS_SECRET = 40;
    private static final int LONGEST_PASSWORD = 128;

    /** Adds the value if it is a secret of what its name promises. */
    void judge(SecretName name, Sink out) {
        if (end - start == AWS_SECRET && text.has("EXAMPLEKEY", end - 10)) {
            out.add(FindingType.API_KEY, "secret.aws-secret-key", start, end, 55);
        } else if (name == SecretName.PASSWORD) {
            password(out);
        } else {
            token(name, out);
        }
    }

    private void password(Sink out) {
        int length = end - start;
        if (length < 4 || length > LONGEST_PASSWORD || !mixed() || Placeholders.is(text, start, end) || selfNamed()) {
            return;
        }
        if (quoted && (text.at(start) == '+' || text.at(start) == ' ')) {
            return;
        }
        if (quoted && count(c -> c == ' ') > 0 && (spoken || name())) {
            return;
        }
        if ((quoted || !expression()) && !(spoken && name() && length < 6)) {
            out.add(FindingType.PASSWORD, "secret.password", start, end, spoken ? 65 : quoted ? 85 : 75);
        }
    }

    private void token(SecretName name, Sink out) {
        int least = name == SecretName.SECRET ? 12 : name == SecretName.API_KEY ? 14 : endsWithKey() ? 24 : 20;
        if (end - start < least || !solid() || name() || !Randomness.machineMade(text, start, end, least)) {
            return;
        }
        boolean uuid = uuid();
        boolean lettersOnly = count(Chars::digit) == 0;
        if ((uuid && name == SecretName.WEAK)
                || (lettersOnly && (name == SecretName.WEAK || !quoted))
                || (!quoted && expression())
                || Placeholders.is(text, start, end)) {
            return;
        }
        tell(name, uuid, out);
    }

    private void tell(SecretName name, boolean uuid, Sink out) {
        String named = letters();
        if (end - start == AWS_SECRET
                && named.contains("secret")
                && (named.contains("aws") || named.contains("accesskey"))) {
            out.add(FindingType.API_KEY, "secret.aws-secret-key", start, end, 96);
        } else if (named.equals("accountkey") || named.equals("sharedaccesskey")) {
            out.add(FindingType.API_KEY, "secret.azure-storage-key", start, end, 96);
        } else if (name == SecretName.SECRET) {
            out.add(FindingType.SECRET, "secret.generic-secret", start, end, uuid ? 60 : 80);
        } else {
            int confidence = uuid ? 60 : name == SecretName.WEAK ? 62 : 82;
            out.add(FindingType.API_KEY, "secret.generic-key", start, end, confidence);
        }
    }

    /** A password has a digit or a mark among its letters, or more than one case; or is quoted and has marks only. */
    private boolean mixed() {
        int digits = 0;
        int letters = 0;
        int marks = 0;
        for (int i = start; i < end; i++) {
            int c = text.at(i);
            digits += Chars.digit(c) ? 1 : 0;
            letters += Chars.letter(c) ? 1 : 0;
            marks += c > ' ' && !Chars.alnum(c) && ".-_/:,".indexOf(c) < 0 ? 1 : 0;
        }
        boolean number = letters == 0 && marks == 0;
        return number ? quoted && end - start >= 6 : digits + marks > 0;
    }

    private boolean selfNamed() {
        if (count(Chars::digit) > 0 || !name()) {
            return false;
        }
        String folded = text.slice(start, end).toLowerCase(Locale.ROOT);
        return folded.contains("password") || folded.contains("secret") || folded.contains("pwd");
    }

    /** A value without quotes that a program would compute: a member, an index, an operation. */
    private boolean expression() {
        int first = text.at(start);
        if (first == '*' || first == '@' || first == '!' || first == '\\' || (first == '/' && name())) {
            return true;
        }
        int dot = -1;
        for (int i = start; i < end; i++) {
            int c = text.at(i);
            if (c == '[' || c == '(' || c == '{') {
                return true;
            }
            dot = c == '.' && dot < 0 ? i : dot;
        }
        return dot > start && (name() || members());
    }

    /** Names joined by dots, of which each begins as names do. */
    private boolean members() {
        if (end - start >= 40 && count(Chars::digit) > 3) {
            return false;
        }
        for (int i = start; i < end; i++) {
            int c = text.at(i);
            boolean begins = i == start || text.at(i - 1) == '.';
            boolean word = Chars.is(c, begins ? Chars.LETTER | Chars.UNDERSCORE : Chars.WORD) || (c == '.' && !begins);
            if (!word) {
                return false;
            }
        }
        return true;
    }

    /** No blanks, brackets or colons, nothing but ASCII. */
    private boolean solid() {
        return count(c -> c <= ' ' || c > 126 || "(){}[]:".indexOf(c) >= 0) == 0;
    }

    private boolean uuid() {
        return end - start == 36
                && text.at(start + 8) == '-'
                && text.at(start + 13) == '-'
                && text.at(start + 18) == '-';
    }

    private boolean name() {
        return Randomness.name(text, start, end);
    }

    private int count(java.util.function.IntPredicate of) {
        int count = 0;
        for (int i = start; i < end; i++) {
            count += of.test(text.at(i)) ? 1 : 0;
        }
        return count;
    }

    private boolean endsWithKey() {
        int last = tail;
        while (last > head && !Chars.alnum(text.at(last - 1))) {
            last--;
        }
        return last - head >= 3 && text.hasFolded("key", last - 3);
    }

    /** The name without marks, in lower case. */
    private String letters() {
        StringBuilder letters = new StringBuilder(tail - head);
        for (int i = head; i < tail; i++) {
            if (Chars.alnum(text.at(i))) {
                letters.append((char) Chars.lower(text.at(i)));
            }
        }
        return letters.toString();
    }
}
