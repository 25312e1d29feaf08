package dev.postern.egress.detect;

import dev.postern.egress.FindingType;

/**
 * A value that stands behind a name, judged: is it a secret, of which kind, how sure.
 *
 * @param head where the name begins, {@code tail} where it ends
 * @param start where the value begins, {@code end} where it ends, quotes not included
 */
record SecretValue(Text text, int head, int tail, int start, int end, boolean quoted, Given given) {

    /** How the value is the name's. */
    enum Given {
        ASSIGNED,
        /** By a verb of a sentence. */
        SPOKEN,
        /** It only stands behind it. */
        BARE
    }

    private static final int AWS_SECRET = 40;
    private static final int LONGEST_PASSWORD = 128;
    private static final int UUID = 36;

    private static final int SHORTEST_KEY = 14;

    /** The shortest token of an issuer. */
    private static final int ISSUED = 10;

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
        if (length < 4
                || length > LONGEST_PASSWORD
                || Placeholders.is(text, start, end)
                || PasswordLetters.ofAName(text, start, end)
                || joined()) {
            return;
        }
        boolean spoken = given == Given.SPOKEN;
        if (!PasswordLetters.mixed(text, start, end, quoted)) {
            word(out);
        } else if (quoted && count(c -> c == ' ') > 0 && (spoken || name())) {
            return;
        } else if ((quoted || !Expressions.is(text, start, end)) && !(spoken && name() && length < 6)) {
            out.add(FindingType.PASSWORD, "secret.password", start, end, spoken ? 65 : quoted ? 85 : 75);
        }
    }

    /** A password of letters only: words between quotation marks, or one set in an environment. */
    private void word(Sink out) {
        boolean letters = count(Chars::letter) == end - start;
        boolean capitals = text.before(tail, Chars.UPPER | Chars.UNDERSCORE | Chars.DIGIT, tail - head) == head;
        boolean environment = capitals && text.at(tail) == '=' && (text.at(end) == '\n' || text.at(end) == Text.NONE);
        int operator = operator();
        boolean given = quoted && (this.given == Given.SPOKEN || operator != 0);
        boolean phrase = quoted && operator == '=' && PasswordLetters.phrase(text, start, end);
        if (phrase || (letters && end - start >= 5 && (given || environment))) {
            out.add(FindingType.PASSWORD, "secret.password", start, end, 60);
        }
    }

    /** Whether the name is {@code auth} and the value a login in base64, as registries are given it. */
    private boolean login() {
        return end - start >= ISSUED
                && tail - head >= 4
                && text.hasFolded("auth", tail - 4)
                && AuthHeaders.login(text, start, end);
    }

    /** What stands between the name and the value, of {@code = : >}; else 0. */
    private int operator() {
        int i = start - 1;
        while (i > tail && (text.at(i) == ' ' || Quotes.opening(text, i) > 0 || text.at(i) == '\\')) {
            i--;
        }
        int c = text.at(i);
        return i >= tail && (c == '=' || c == ':' || c == '>') ? c : 0;
    }

    private void token(SecretName name, Sink out) {
        int length = end - start;
        if (login()) {
            out.add(FindingType.PASSWORD, "secret.basic-auth", start, end, 85);
            return;
        }
        if (length < ISSUED || !solid() || (name() && !Letters.byChance(text, start, end))) {
            return;
        }
        boolean uuid = uuid();
        boolean known = name == SecretName.API_KEY || name == SecretName.SECRET;
        boolean issued = !(known && length >= SHORTEST_KEY) && Issuers.near(text, head, tail);
        boolean query = text.at(head - 1) == '?' || text.at(head - 1) == '&';
        boolean sure = known || issued || query;
        int least = name == SecretName.SECRET ? 12 : issued ? ISSUED : known ? SHORTEST_KEY : endsWithKey() ? 24 : 20;
        if (given == Given.BARE && !(uuid ? sure : Randomness.bare(text, start, end))) {
            return;
        }
        if ((uuid && name == SecretName.WEAK && !sure && !(quoted && !endsWithKey()))
                || (length < least)
                || !(issued ? Randomness.issued(text, start, end) : Randomness.machineMade(text, start, end, least))
                || (!quoted && !query && (Expressions.is(text, start, end) || variable()))
                || Placeholders.is(text, start, end)) {
            return;
        }
        tell(name, uuid, sure, out);
    }

    private void tell(SecretName name, boolean uuid, boolean sure, Sink out) {
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
            int confidence = uuid ? 60 : sure ? 82 : 62;
            out.add(FindingType.API_KEY, "secret.generic-key", start, end, confidence);
        }
    }

    /** What follows the quotation mark joins strings, or what is quoted is a path. */
    private boolean joined() {
        int first = text.at(start);
        if (!quoted) {
            return false;
        }
        return first == '+'
                || first == ' '
                || first == '$'
                || (first == '.' && text.at(start + 1) == '$')
                || (first == '\'' && text.at(start + 1) == '$')
                || (first == '/' && count(c -> c == '/') > 1);
    }

    /** A name in a program that says what it holds: {@code testRSA2048PrivateKey}. */
    private boolean variable() {
        return text.hasFolded("key", end - 3) || text.hasFolded("token", end - 5) || text.hasFolded("secret", end - 6);
    }

    /** No blanks and nothing but ASCII, no brackets unless between quotation marks, and no path or URL. */
    private boolean solid() {
        String marks = quoted && given == Given.ASSIGNED ? "\\" : "(){}[]\\";
        if (text.at(start) == '/' || text.at(start) == '#' || text.has("://", text.after(start, Chars.ALNUM, 8))) {
            return false;
        }
        return count(c -> c <= ' ' || c > 126 || marks.indexOf(c) >= 0) == 0;
    }

    private boolean uuid() {
        return end - start == UUID
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
