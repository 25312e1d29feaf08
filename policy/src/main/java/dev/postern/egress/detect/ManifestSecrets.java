package dev.postern.egress.detect;

import dev.postern.egress.FindingType;

/**
 * The values of a Kubernetes manifest of {@code kind: Secret}: each entry of {@code data} (base64) and of {@code stringData},
 * before the kind or behind it.
 */
final class ManifestSecrets implements Matcher {

    /** How far behind the kind entries are looked for; before it, as far as is kept. */
    private static final int MOST = 2_048;

    private static final int NAME = 64;
    private static final int SHORTEST = 8;

    static void addTo(Detectors.Builder builder) {
        builder.on(new ManifestSecrets(), "kind: secret", "kind: 'secret", "kind: \"secret", "\"kind\": \"secret");
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        int c = text.at(end);
        if (c != '\n' && c != '\r' && c != '"' && c != '\'' && c != Text.NONE && c != ' ' && c != ',') {
            return;
        }
        entries(text, document(text, start), start, out);
        entries(text, end, end + MOST, out);
    }

    private static void entries(Text text, int from, int to, Sink out) {
        boolean within = false;
        for (int line = from; line < to && text.at(line) != Text.NONE; line = nextLine(text, line, to)) {
            int i = text.afterBlanks(line, NAME);
            if (ends(text, i)) {
                return;
            }
            if (text.has("data:", i) || text.has("stringData:", i) || text.has("\"data\":", i)) {
                within = true;
            } else if (i == line || text.has("metadata", i)) {
                within = false;
            } else if (within) {
                entry(text, i, out);
            }
        }
    }

    /** Where the document begins that a kind is of, as far as is kept. */
    private static int document(Text text, int kind) {
        int least = Math.max(text.from, kind - Pass.LOOK_BEHIND);
        int line = kind;
        for (int i = kind - 1; i >= least; i--) {
            if (i == text.from || text.at(i - 1) == '\n') {
                if (ends(text, text.afterBlanks(i, NAME)) && text.afterBlanks(i, NAME) != kind) {
                    return line;
                }
                line = i;
            }
        }
        return line;
    }

    /** Whether a line divides documents, or is of another kind. */
    private static boolean ends(Text text, int at) {
        return text.has("---", at) || text.has("kind:", at);
    }

    private static void entry(Text text, int at, Sink out) {
        int quote = Quotes.opening(text, at);
        int name = text.after(at + quote, Chars.WORD | Chars.DASH | Chars.DOT, NAME);
        int colon = name + quote;
        if (name == at + quote || text.at(colon) != ':') {
            return;
        }
        int value = Operators.value(text, at + quote, name, colon, colon);
        if (value < 0) {
            return;
        }
        int start = value + Quotes.opening(text, value);
        int end = text.after(start, Chars.BASE64, Pass.LOOK_BEHIND);
        end += text.at(end) != '=' ? 0 : text.at(end + 1) == '=' ? 2 : 1;
        if (end - start >= SHORTEST && !Placeholders.is(text, start, end) && !Randomness.name(text, start, end)) {
            out.add(FindingType.SECRET, "secret.manifest-secret", start, end, 75);
        }
    }

    private static int nextLine(Text text, int at, int to) {
        int i = at;
        while (i < to && text.at(i) != '\n' && text.at(i) != Text.NONE) {
            i++;
        }
        return i + 1;
    }
}
