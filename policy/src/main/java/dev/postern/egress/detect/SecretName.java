package dev.postern.egress.detect;

/** What the name of a setting promises of its value. */
enum SecretName {
    PASSWORD,
    SECRET,
    API_KEY,
    /** A key or token of something, which may be of no harm. */
    NAMED,
    /** A name that often has other values: {@code token}, {@code key}. */
    WEAK,
    NONE;

    private static final String WORDS = "secret-names.txt";

    /** Stems longer than a syllable of other words, and as short. */
    private static final long LONG = 1;

    private static final long SHORT = 1 << 1;
    private static final WordTrie PASSWORDS = Vocabulary.trie(WORDS, "password", "password-syllable");

    /** What may follow a keyword without changing what the name means, a number behind it. */
    private static final WordTrie TAILS = Vocabulary.trie(WORDS, "tail");

    private static final long OF_KEY = 1;
    private static final long OF_TOKEN = 1 << 1;
    private static final long OTHER = 1 << 2;

    /** What stands before {@code key} and {@code token}, read backwards. */
    private static final WordTrie HEADS = Vocabulary.backwards(WORDS, "before-key", "before-token", "other");

    /** How long the word before a keyword that stands alone may be: {@code api key}. */
    private static final int WORD = 16;

    /** A name of fewer letters before its keyword is that of a variable. */
    private static final int NAMING = 3;

    /** What the name {@code [head, tail)} promises whose keyword begins at {@code keyword}. */
    static SecretName of(Text text, int head, int keyword, int tail) {
        boolean alone = head == keyword && text.at(head - 1) == ' ' && !Chars.is(text.at(head), Chars.UNDERSCORE);
        if (alone && (text.hasFolded("key", keyword) || text.hasFolded("token", keyword))) {
            return within(text, text.before(head - 1, Chars.ALNUM, WORD), keyword, tail);
        }
        return within(text, head, keyword, tail);
    }

    private static SecretName within(Text text, int head, int keyword, int tail) {
        byte[] name = new byte[tail - head];
        int before = letters(text, head, keyword, name, 0);
        int end = letters(text, keyword, tail, name, before);
        return switch (name[before]) {
            case 'a' -> has("auth", name, before, end) ? auth(before, end) : password(text, keyword, name, before, end);
            case 'c' ->
                has("cred", name, before, end)
                        ? credential(name, before, end)
                        : password(text, keyword, name, before, end);
            case 'k' ->
                has("key", name, before, end) ? key(name, before, end) : password(text, keyword, name, before, end);
            case 's' ->
                has("secret", name, before, end)
                        ? secret(name, before + 6, end)
                        : password(text, keyword, name, before, end);
            case 't' -> tail(name, before + 5, end) ? headed(name, before, OF_TOKEN) : NONE;
            default -> password(text, keyword, name, before, end);
        };
    }

    private static SecretName password(Text text, int keyword, byte[] name, int from, int end) {
        int state = WordTrie.ROOT;
        long stem = 0;
        for (int i = from; i < end; i++) {
            state = PASSWORDS.next(state, name[i]);
            if (state == WordTrie.ROOT) {
                break;
            }
            long of = PASSWORDS.meaning(state);
            stem = of != 0 && tail(name, i + 1, end) ? of : stem;
        }
        if (stem == LONG) {
            return PASSWORD;
        }
        boolean whole = !Chars.letter(text.at(keyword - 1))
                || (Chars.is(text.at(keyword), Chars.UPPER) && Chars.is(text.at(keyword - 1), Chars.LOWER))
                || ends("db", name, from)
                || ends("user", name, from)
                || ends("my", name, from);
        return stem == SHORT && whole ? PASSWORD : NONE;
    }

    private static SecretName secret(byte[] name, int rest, int end) {
        if (has("key", name, rest, end) || has("token", name, rest, end) || has("accesskey", name, rest, end)) {
            return API_KEY;
        }
        return tail(name, rest, end) ? SECRET : NONE;
    }

    private static SecretName key(byte[] name, int from, int end) {
        return tail(name, from + 3, end) ? headed(name, from, OF_KEY) : NONE;
    }

    private static SecretName auth(int from, int end) {
        return end - from == 4 ? WEAK : NONE;
    }

    private static SecretName credential(byte[] name, int from, int end) {
        int rest = end - from - "cred".length();
        boolean known = rest == 0
                || (rest == 1 && has("creds", name, from, end))
                || (rest == 6 && has("credential", name, from, end))
                || (rest == 7 && has("credentials", name, from, end));
        return known ? WEAK : NONE;
    }

    private static SecretName headed(byte[] name, int end, long of) {
        int state = WordTrie.ROOT;
        boolean known = false;
        boolean other = false;
        for (int i = end - 1; i >= 0; i--) {
            state = HEADS.next(state, name[i]);
            if (state == WordTrie.ROOT) {
                break;
            }
            long meaning = HEADS.meaning(state);
            other |= (meaning & OTHER) != 0;
            if ((meaning & of) != 0) {
                known = true;
                if (ends("public", name, i)) {
                    return NONE;
                }
            }
        }
        if (known) {
            return API_KEY;
        }
        boolean never = ends("public", name, end) || ends("primary", name, end) || ends("foreign", name, end);
        return never ? NONE : other || end < NAMING ? WEAK : NAMED;
    }

    /** Whether what follows a keyword leaves its meaning; {@code id} does not. */
    private static boolean tail(byte[] name, int from, int end) {
        int last = end;
        while (last > from && Chars.digit(name[last - 1])) {
            last--;
        }
        return last <= from || TAILS.meaning(name, from, last) != 0 || TAILS.meaning(name, from, end) != 0;
    }

    private static boolean has(String word, byte[] name, int from, int end) {
        if (end - from < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (name[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean ends(String word, byte[] name, int end) {
        return end >= word.length() && has(word, name, end - word.length(), end);
    }

    /** Puts the letters, in lower case, and digits of a part of a text to {@code name}; returns where they end. */
    private static int letters(Text text, int start, int end, byte[] name, int at) {
        int to = at;
        for (int i = start; i < end; i++) {
            int c = text.at(i);
            if (Chars.alnum(c)) {
                name[to++] = (byte) Chars.lower(c);
            }
        }
        return to;
    }
}
