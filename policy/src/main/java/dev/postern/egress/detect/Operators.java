package dev.postern.egress.detect;

/** Where the value begins that an operator, a tag, a call or the next line gives to a name. Stateless. */
final class Operators {

    /** There is no operator behind the name. */
    static final int NONE = -1;

    /** There is one, and it gives the name no value that could be looked at. */
    static final int NO_VALUE = -2;

    static final int BLANKS = 12;

    /** So many characters are compared of the name of a call. */
    private static final int CALL = 8;

    private static final int TYPE = 16;

    /** Content of more words than this is prose. */
    private static final int WORDS = 4;

    /** Calls that take the name of a secret, or something else than it. */
    private static final WordTrie ASKING = Vocabulary.trie("secret-names.txt", "asking");

    private Operators() {}

    /**
     * Where the value of the name {@code [head, tail)} begins, its quote included; {@code closed} is behind what closes the
     * name's quotes, and {@code at} behind the blanks after that.
     */
    static int value(Text text, int head, int tail, int closed, int at) {
        int c = text.at(at);
        if (c == '=' || c == ':' || compound(text, at)) {
            return operand(text, at);
        }
        if (c == '-' && at > closed && text.at(at + 1) == ' ' && Quotes.opening(text, at + 2) > 0) {
            return at + 2;
        }
        if (c == '{' && at > closed && closed > tail) {
            return orNone(member(text, at + 1));
        }
        if (c == '[') {
            return array(text, at + 1);
        }
        if (c == ',' || (c == '\\' && text.at(at + 1) == '"')) {
            boolean named = closed > tail || constant(text, head, tail);
            return named ? orNone(paired(text, text.afterBlanks(at + 1, BLANKS))) : NONE;
        }
        if (c == '(' && at == tail) {
            return argument(text, head, at + 1);
        }
        if (c == '>' && (text.at(head - 1) == '<' || text.at(closed) == '>')) {
            return content(text, at + 1);
        }
        if (c == '<' && text.at(at + 1) == '/') {
            return orNone(sibling(text, at + 2));
        }
        if (c == '\n' || c == '\r') {
            return orNone(nextLine(text, at));
        }
        if (closed > tail && at > closed && text.hasFolded("value", at)) {
            return orNone(attribute(text, at + 5));
        }
        return at > closed ? typed(text, at) : NONE;
    }

    private static int orNone(int at) {
        return at < 0 ? NO_VALUE : at;
    }

    /** A name in capitals, which a call takes with the value behind it: {@code setopt(c, CURLOPT_PASSWORD, "…")}. */
    private static boolean constant(Text text, int head, int tail) {
        int end = text.after(head, Chars.UPPER | Chars.DIGIT | Chars.UNDERSCORE, tail - head);
        return end == tail && text.after(head, Chars.UPPER, tail - head) < tail;
    }

    /** {@code ?= += .= |= != ||= ??=} */
    private static boolean compound(Text text, int at) {
        int c = text.at(at);
        if (c != '?' && c != '+' && c != '.' && c != '|' && c != '!') {
            return false;
        }
        return text.at(at + 1) == '=' || (text.at(at + 1) == c && text.at(at + 2) == '=');
    }

    /** Behind an operator: {@code = := => : ==}, or a type that stands between two of them. */
    private static int operand(Text text, int at) {
        int i = at;
        while (i - at < 2 && !operator(text.at(i))) {
            i++;
        }
        int first = i;
        while (i - first < 4 && operator(text.at(i))) {
            i++;
        }
        int value = text.afterBlanks(i, BLANKS);
        int typed = typed(text, value);
        if (typed >= 0) {
            return typed;
        }
        return block(text, value);
    }

    private static boolean operator(int c) {
        return c == '=' || c == ':' || c == '>';
    }

    /** Behind a type and the operator after it: {@code string = …}; {@link #NONE} if there is none. */
    private static int typed(Text text, int at) {
        int word = text.after(at, Chars.ALNUM, TYPE);
        if (word == at || text.at(word) != ' ') {
            return NONE;
        }
        int i = text.at(word + 1) == ':' ? word + 2 : word + 1;
        return text.at(i) == '=' && text.at(i + 1) == ' ' ? text.afterBlanks(i + 1, BLANKS) : NONE;
    }

    /** A value of YAML on a line of its own, {@code |} or {@code >-} before it. */
    private static int block(Text text, int at) {
        int i = at;
        while (i - at < 2 && (text.at(i) == '|' || text.at(i) == '>' || text.at(i) == '-')) {
            i++;
        }
        if (text.at(i) != '\n') {
            return at;
        }
        int line = text.afterBlanks(i + 1, 2 * BLANKS);
        boolean single = line > i + 1 && text.at(line) != '-';
        if (!single) {
            return NO_VALUE;
        }
        return i > at || Quotes.opening(text, line) > 0 ? line : NO_VALUE;
    }

    /** The content of an element, on its line or the next; its last word, where there are several or it is in braces. */
    private static int content(Text text, int at) {
        int i = text.at(at) == '\r' ? at + 1 : at;
        int first = text.at(i) == '\n' ? text.afterBlanks(i + 1, 2 * BLANKS) : at;
        int last = text.at(first) == '{' ? first + 1 : first;
        int words = 0;
        for (int k = last; k - first < Quotes.MOST && text.at(k) != '<' && text.at(k) >= ' '; k++) {
            if (text.at(k) == ' ') {
                last = k + 1;
                words++;
            }
        }
        return words > WORDS ? NO_VALUE : last;
    }

    /** Behind the length of an array: {@code char secret[25] = …}. */
    private static int array(Text text, int at) {
        int close = text.after(at, Chars.DIGIT, 4);
        int operator = text.afterBlanks(close + 1, BLANKS);
        return text.at(close) == ']' && text.at(operator) == '=' ? operand(text, operator) : NONE;
    }

    /** The default of a variable of Terraform, a few lines on: {@code variable "password" { default = …}}. */
    private static int member(Text text, int at) {
        for (int i = at; i - at < Quotes.MOST && text.at(i) >= 0 && text.at(i) != '}'; i++) {
            if (text.at(i) == 'd' && text.has("default", i) && !Chars.alnum(text.at(i - 1))) {
                int operator = text.afterBlanks(i + 7, BLANKS);
                return text.at(operator) == '=' ? text.afterBlanks(operator + 1, BLANKS) : NONE;
            }
        }
        return NONE;
    }

    /** The content of the element behind the one that holds the name: {@code </key><string>…}. */
    private static int sibling(Text text, int at) {
        int i = text.after(at, Chars.WORD, BLANKS);
        if (text.at(i) != '>') {
            return NONE;
        }
        i = blanks(text, i + 1);
        if (text.at(i) != '<') {
            return NONE;
        }
        int end = text.after(i + 1, Chars.WORD, BLANKS);
        boolean value = text.hasFolded("value>", i + 1) || text.hasFolded("string>", i + 1);
        return value ? content(text, end + 1) : NONE;
    }

    private static int blanks(Text text, int at) {
        int i = at;
        while (i - at < 3 * BLANKS && Chars.space(text.at(i))) {
            i++;
        }
        return i;
    }

    /** The one quoted argument of a call that sets the name: {@code setPassword("…")}. */
    private static int argument(Text text, int head, int at) {
        int state = WordTrie.ROOT;
        for (int i = head; i - head < CALL; i++) {
            state = ASKING.next(state, Math.max(0, text.at(i)));
            if (state == WordTrie.ROOT) {
                break;
            }
            if (ASKING.meaning(state) != 0) {
                return NO_VALUE;
            }
        }
        return Quotes.opening(text, at) > 0 ? at : NO_VALUE;
    }

    /** In {@code "name": "DB_PASSWORD", "value": "…"} the value follows a name of its own. */
    private static int paired(Text text, int at) {
        int quoted = Quotes.opening(text, at);
        if (quoted > 0 && text.hasFolded("value", at + quoted)) {
            int i = text.afterBlanks(Quotes.closers(text, at + quoted + 5), BLANKS);
            return text.at(i) == ':' ? text.afterBlanks(i + 1, BLANKS) : NONE;
        }
        return quoted > 0 ? at : NONE;
    }

    /** In XML an attribute may: {@code <add key="DB_PASSWORD" value="…"/>}. */
    private static int attribute(Text text, int at) {
        int i = text.afterBlanks(at, BLANKS);
        return text.at(i) == '=' ? text.afterBlanks(i + 1, BLANKS) : NONE;
    }

    /** The next line may hold it: {@code value: …} in YAML, {@code value = …} in HCL. */
    private static int nextLine(Text text, int at) {
        int i = text.at(at) == '\r' ? at + 1 : at;
        int line = text.afterBlanks(i + 1, 2 * BLANKS);
        if (!text.has("value", line)) {
            return NONE;
        }
        int operator = text.afterBlanks(line + 5, BLANKS);
        boolean given = text.at(operator) == ':' || text.at(operator) == '=';
        return given ? text.afterBlanks(operator + 1, BLANKS) : NONE;
    }
}
