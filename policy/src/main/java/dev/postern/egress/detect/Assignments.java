package dev.postern.egress.detect;

import java.util.List;
import java.util.Map;

/**
 * Names that promise a secret and the value they are given: in programs, settings, JSON, YAML, XML, connection strings,
 * query strings, command lines and plain sentences. {@link SecretName} judges the name, {@link Operators} finds what an
 * operator gives it, {@link SecretValue} judges that.
 */
final class Assignments implements Matcher {

    private static final int NAME = 40;
    private static final int IN_NAME = Chars.WORD | Chars.DASH | Chars.DOT;
    private static final int IN_TAIL = IN_NAME | Chars.HIGH;

    /** The shortest value that stands behind a name without anything between them. */
    private static final int BARE = 16;

    private static final Map<String, List<String>> WORDS = Vocabulary.sections("secret-names.txt");
    private static final List<String> DECLARING = Vocabulary.section(WORDS, "declaring");

    static void addTo(Detectors.Builder builder) {
        builder.on(new Assignments(), Vocabulary.section(WORDS, "keyword").toArray(String[]::new));
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        // The keyword may have what follows the name in it: pw: and the like.
        int from = Chars.lower(text.at(start)) == 'p'
                        && Chars.lower(text.at(start + 1)) == 'w'
                        && !Chars.alnum(text.at(start + 2))
                ? start + 2
                : end;
        int tail = text.after(from, IN_TAIL, NAME);
        if (tail - from == NAME) {
            return;
        }
        int head = text.before(start, IN_NAME, NAME);
        int closed = Quotes.closers(text, tail);
        int blanks = text.afterBlanks(closed, Operators.BLANKS);
        int value = Operators.value(text, head, tail, closed, blanks);
        if (value == Operators.NO_VALUE || (value < 0 && blanks == closed) || plainWord(text, value)) {
            return;
        }
        SecretName name = SecretName.of(text, head, start, tail);
        if (name == SecretName.NONE) {
            return;
        }
        if (value >= 0) {
            judge(text, head, tail, value, SecretValue.Given.ASSIGNED, name, out);
        } else if (name == SecretName.PASSWORD) {
            behindPassword(text, head, tail, blanks, out);
        } else {
            behindKey(text, head, tail, blanks, name, out);
        }
    }

    /** Whether a value has letters only up to a blank: most of what stands behind such names. */
    private static boolean plainWord(Text text, int at) {
        if (at < 0) {
            return false;
        }
        int end = text.after(at, Chars.LETTER, Quotes.MOST);
        return end > at && (text.at(end) == ' ' || text.at(end) == '\t');
    }

    private static void behindPassword(Text text, int head, int tail, int at, Sink out) {
        boolean handed = tail - head <= "pass".length() && text.hasFolded("to ", at);
        int spoken = handed ? -1 : spoken(text, at);
        if (spoken >= 0) {
            judge(text, head, tail, spoken, SecretValue.Given.SPOKEN, SecretName.PASSWORD, out);
        } else if (text.at(at) == '\'' || declared(text, head) || option(text, head) || text.near(head, Topic.LOGIN)) {
            judge(text, head, tail, at, SecretValue.Given.ASSIGNED, SecretName.PASSWORD, out);
        }
    }

    private static void behindKey(Text text, int head, int tail, int at, SecretName name, Sink out) {
        if (declared(text, head) || option(text, head)) {
            judge(text, head, tail, at, SecretValue.Given.ASSIGNED, name, out);
        } else if (text.after(at, Chars.BASE64, BARE) == at + BARE) {
            judge(text, head, tail, at, SecretValue.Given.BARE, name, out);
        }
    }

    private static void judge(
            Text text, int head, int tail, int at, SecretValue.Given given, SecretName name, Sink out) {
        int quote = Quotes.opening(text, at);
        int start = at + quote;
        int last = quote > 0 ? Quotes.end(text, start, text.at(start - 1)) : Quotes.plainEnd(text, start);
        if (last > start && last - start < Quotes.MOST) {
            new SecretValue(text, head, tail, start, last, quote > 0, given).judge(name, out);
        }
    }

    /** Whether the name is an option's of a command: {@code --password value}. */
    private static boolean option(Text text, int head) {
        return text.at(head - 1) == '-' || text.at(head) == '-';
    }

    /** Whether the word before the name gives it what follows: {@code ENV NAME value}, {@code set name 'value'}. */
    private static boolean declared(Text text, int head) {
        if (text.at(head - 1) != ' ' && text.at(head - 1) != '\t') {
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

    /** {@code password is …}, {@code password for staging is …}: up to three words stand between. */
    private static int spoken(Text text, int at) {
        int i = at;
        int words = text.hasFolded("for ", at) ? 4 : 0;
        for (int word = 0; word <= words; word++) {
            int verb = verb(text, i);
            if (verb > 0) {
                return text.afterBlanks(i + verb, Operators.BLANKS);
            }
            i = text.after(i, IN_NAME, NAME);
            if (text.at(i) != ' ') {
                return -1;
            }
            i++;
        }
        return -1;
    }

    private static int verb(Text text, int at) {
        if (text.hasFolded("is ", at) || text.hasFolded("is:", at) || text.hasFolded("to ", at)) {
            return 3;
        }
        return text.hasFolded("was ", at) ? 4 : 0;
    }
}
