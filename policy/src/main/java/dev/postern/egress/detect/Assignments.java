package dev.postern.egress.detect;

import java.util.List;

/**
 * Names that promise a secret and the value they are given: in programs, settings, JSON, YAML, XML, connection strings,
 * query strings, command lines and plain sentences. {@link SecretName} judges the name, {@link SecretValue} the value.
 */
final class Assignments implements Matcher {

    private static final int NAME = 40;
    private static final int BLANKS = 12;
    private static final int VALUE = 256;
    private static final String[] DECLARING = {"env", "arg", "set", "setx", "setenv"};
    private static final int IN_NAME = Chars.WORD | Chars.DASH | Chars.DOT;
    private static final int IN_TAIL = IN_NAME | Chars.HIGH;

    private static final String[] KEYWORDS = {
        "pass",
        "pwd",
        "secret",
        "token",
        "key",
        "auth",
        "cred",
        "kennwort",
        "clave",
        "contrase",
        "mot de passe",
        "senha",
        "wachtwoord",
        "parola",
        "losenord",
        "adgangskode",
        "salasana",
        "pw:",
        "pw=",
        "pw is",
        "pw for"
    };

    /** Calls that take the name of a secret, or something else than it. */
    private static final WordTrie ASKING = WordTrie.of(List.of(
            "get",
            "fetch",
            "find",
            "load",
            "read",
            "check",
            "is",
            "has",
            "hash",
            "verify",
            "encode",
            "decode",
            "encrypt",
            "decrypt",
            "reset",
            "validate",
            "match",
            "compare",
            "delete",
            "remove",
            "generate",
            "require",
            "lookup"));

    static void addTo(Detectors.Builder builder) {
        builder.on(new Assignments(), KEYWORDS);
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        // The keyword may have what follows the name in it: pw: and the like.
        int from = text.at(start) == 'p' && text.at(start + 1) == 'w' && !Chars.alnum(text.at(start + 2))
                ? start + 2
                : end;
        int tail = text.after(from, IN_TAIL, NAME);
        if (tail - from == NAME) {
            return;
        }
        int head = text.before(start, IN_NAME, NAME);
        int password = value(text, head, tail, SecretName.PASSWORD);
        if (plainWord(text, password)) {
            return;
        }
        SecretName name = SecretName.of(text, head, start, tail);
        if (name == SecretName.NONE) {
            return;
        }
        int value = name == SecretName.PASSWORD ? password : value(text, head, tail, name);
        if (value >= 0) {
            judge(text, head, tail, value, name, out);
        }
    }

    /** Whether there is no value, or one of letters only up to a blank: most of what stands behind such names. */
    private static boolean plainWord(Text text, int at) {
        if (at < 0) {
            return true;
        }
        int end = text.after(at, Chars.LETTER, VALUE);
        return end > at && Chars.space(text.at(end));
    }

    private static void judge(Text text, int head, int tail, int at, SecretName name, Sink out) {
        int quote = quote(text, at);
        int start = at + quote;
        int last = quote > 0 ? quotedEnd(text, start, text.at(start - 1)) : plainEnd(text, start);
        if (last <= start || last - start >= VALUE) {
            return;
        }
        boolean spoken = spoken(text, tail, at);
        new SecretValue(text, head, tail, start, last, quote > 0, spoken).judge(name, out);
    }

    /** Where the value begins, its quote included, or -1 if there is none. */
    private static int value(Text text, int head, int tail, SecretName name) {
        int i = closers(text, tail);
        boolean closed = i > tail;
        int blanks = text.afterBlanks(i, BLANKS);
        int c = text.at(blanks);
        if (c == '=' || c == ':') {
            return operand(text, blanks);
        }
        if (closed && blanks > i && text.hasFolded("value", blanks)) {
            return attribute(text, blanks + 5);
        }
        if (c == ',' && closed) {
            return named(text, text.afterBlanks(blanks + 1, BLANKS));
        }
        if (c == '(' && blanks == tail) {
            return argument(text, head, blanks + 1);
        }
        if (c == '>' && (text.at(head - 1) == '<' || text.at(i) == '>')) {
            return blanks + 1;
        }
        if (c == '\n' || c == '\r') {
            return nextLine(text, blanks);
        }
        if (name == SecretName.PASSWORD && blanks > i && c == '\'') {
            return blanks;
        }
        if (name == SecretName.PASSWORD && blanks > i && text.hasFolded("for ", blanks)) {
            return spokenFor(text, blanks + 4);
        }
        if (name == SecretName.PASSWORD && blanks > i && spokenVerb(text, blanks) > 0) {
            return text.afterBlanks(blanks + spokenVerb(text, blanks), BLANKS);
        }
        if (blanks > i && declared(text, head)) {
            return blanks;
        }
        if (name == SecretName.PASSWORD && blanks > i && text.near(head, Topic.LOGIN)) {
            return blanks;
        }
        return text.at(head - 1) == '-' || text.at(head) == '-' ? (blanks > i ? blanks : -1) : -1;
    }

    /** Behind an operator: {@code = := => : == -}, a type or a call that wraps the value is passed over. */
    private static int operand(Text text, int at) {
        int i = at;
        while (i - at < 3 && (text.at(i) == '=' || text.at(i) == ':' || text.at(i) == '>')) {
            i++;
        }
        int value = text.afterBlanks(i, BLANKS);
        int word = text.after(value, Chars.LETTER, 12);
        if (word > value && text.at(word) == ' ' && text.at(word + 1) == '=' && text.at(word + 2) == ' ') {
            return text.afterBlanks(word + 2, BLANKS);
        }
        return value;
    }

    /** The one quoted argument of a call that sets the name: {@code setPassword("…")}. */
    private static int argument(Text text, int head, int at) {
        int state = WordTrie.ROOT;
        for (int i = head; i - head < 8; i++) {
            state = ASKING.next(state, Math.max(0, text.at(i)));
            if (state == WordTrie.ROOT) {
                break;
            }
            if (ASKING.meaning(state) != 0) {
                return -1;
            }
        }
        return quote(text, at) > 0 ? at : -1;
    }

    /** {@code the password for staging is …}: up to three words stand between. */
    private static int spokenFor(Text text, int at) {
        int i = at;
        for (int word = 0; word < 3; word++) {
            i = text.after(i, IN_NAME, NAME);
            if (text.at(i) != ' ') {
                return -1;
            }
            i++;
            int verb = spokenVerb(text, i);
            if (verb > 0) {
                return text.afterBlanks(i + verb, BLANKS);
            }
        }
        return -1;
    }

    /** In {@code "name": "DB_PASSWORD", "value": "…"} the value follows a name of its own. */
    private static int named(Text text, int at) {
        int quoted = quote(text, at);
        if (quoted > 0 && text.hasFolded("value", at + quoted)) {
            int i = text.afterBlanks(closers(text, at + quoted + 5), BLANKS);
            return text.at(i) == ':' ? text.afterBlanks(i + 1, BLANKS) : -1;
        }
        return quoted > 0 ? at : -1;
    }

    /** In XML an attribute may: {@code <add key="DB_PASSWORD" value="…"/>}. */
    private static int attribute(Text text, int at) {
        int i = text.afterBlanks(at, BLANKS);
        return text.at(i) == '=' ? text.afterBlanks(i + 1, BLANKS) : -1;
    }

    /** Whether the word before the name gives it what follows: {@code ENV NAME value}, {@code set name 'value'}. */
    private static boolean declared(Text text, int head) {
        if (text.at(head - 1) != ' ') {
            return false;
        }
        for (String word : DECLARING) {
            int from = head - 1 - word.length();
            if (text.hasFolded(word, from) && !Chars.alnum(text.at(from - 1))) {
                return true;
            }
        }
        return false;
    }

    /** In YAML the next line may hold it: {@code value: …}. */
    private static int nextLine(Text text, int at) {
        int i = text.at(at) == '\r' ? at + 1 : at;
        int line = text.afterBlanks(i + 1, 2 * BLANKS);
        return text.has("value:", line) ? text.afterBlanks(line + 6, BLANKS) : -1;
    }

    private static boolean spoken(Text text, int tail, int value) {
        for (int i = tail; i < value; i++) {
            if (Chars.letter(text.at(i)) && spokenVerb(text, i) > 0) {
                return true;
            }
        }
        return false;
    }

    private static int spokenVerb(Text text, int at) {
        if (text.hasFolded("is ", at) || text.hasFolded("is:", at) || text.hasFolded("to ", at)) {
            return 3;
        }
        return text.hasFolded("was ", at) ? 4 : 0;
    }

    /** Behind what closes a quoted or indexed name. */
    private static int closers(Text text, int at) {
        int i = at;
        while (i - at < 3 && closer(text.at(i))) {
            i++;
        }
        return i;
    }

    private static boolean closer(int c) {
        return c == '"' || c == '\'' || c == ']' || c == '`' || c == '\\';
    }

    /** How many bytes open a quoted value, 0 if it is not quoted. */
    private static int quote(Text text, int at) {
        int c = text.at(at);
        if (c == '\\' && (text.at(at + 1) == '"' || text.at(at + 1) == '\'')) {
            return 2;
        }
        if (c == '"' || c == '\'' || c == '`') {
            return 1;
        }
        boolean marked = (c == 'b' || c == 'r' || c == 'f' || c == 'u' || c == '@')
                && (text.at(at + 1) == '"' || text.at(at + 1) == '\'');
        return marked ? 2 : 0;
    }

    private static int quotedEnd(Text text, int start, int quote) {
        int i = start;
        while (i - start < VALUE && text.at(i) != quote && text.at(i) >= ' ') {
            if (text.at(i) == '\\') {
                if (text.at(i + 1) == quote && text.at(start - 2) == '\\') {
                    break;
                }
                i++;
            }
            i++;
        }
        return text.at(i) == quote || text.at(i) == '\\' ? i : -1;
    }

    private static int plainEnd(Text text, int start) {
        int i = start;
        while (i - start < VALUE && plain(text.at(i))) {
            i++;
        }
        int last = i;
        while (last > start && text.at(last - 1) == '.') {
            last--;
        }
        return last;
    }

    private static boolean plain(int c) {
        return c > ' ' && c < 127 && c != ',' && c != ';' && c != '&' && c != '"' && c != '\'' && c != '<' && c != '>'
                && c != '`' && c != '\\' && c != '|' && c != ')' && c != ']' && c != '}';
    }
}
