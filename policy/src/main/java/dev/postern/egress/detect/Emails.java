package dev.postern.egress.detect;

import dev.postern.egress.FindingType;
import java.util.List;

/** Electronic mail addresses: a local part, a domain of labels, a top-level domain that exists. */
final class Emails implements Matcher {

    private static final int LOCAL = 64;
    private static final int DOMAIN = 190;
    private static final int IN_DOMAIN = Chars.ALNUM | Chars.DASH | Chars.DOT | Chars.HIGH;

    /** Local parts that are nobody's, and the user of repositories. */
    private static final WordTrie NOBODY =
            WordTrie.of(List.of("noreply", "no-reply", "donotreply", "do-not-reply", "mailer-daemon", "git"));

    static void addTo(Detectors.Builder builder) {
        builder.on(new Emails(), "@");
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        int first = text.before(start, Chars.EMAIL_LOCAL | Chars.HIGH, LOCAL);
        first = trimmed(text, first, start);
        if (first >= start || text.at(start - 1) == '.') {
            return;
        }
        if (text.at(first - 1) == ':'
                && text.before(first - 1, Chars.EMAIL_LOCAL, LOCAL) >= 2
                && text.has("//", text.before(first - 1, Chars.EMAIL_LOCAL, LOCAL) - 2)) {
            return;
        }
        out.from(first);
        int last = text.after(end, IN_DOMAIN, DOMAIN);
        while (last > end && (text.at(last - 1) == '.' || text.at(last - 1) == '-')) {
            last--;
        }
        int label = last;
        while (label > end && text.at(label - 1) != '.') {
            label--;
        }
        if (label - 1 <= end
                || message(text, first)
                || !labels(text, end, last)
                || text.at(last) == '@'
                || text.at(last) == '_') {
            return;
        }
        int confidence = confidence(text, first, start, label, last);
        out.add(FindingType.EMAIL, "pii.email", first, last, confidence);
    }

    @Override
    public Neighbours neighbours(String literal) {
        return Neighbours.of(
                c -> Chars.is(c, Chars.EMAIL_LOCAL | Chars.HIGH) && c != '.', c -> Chars.is(c, IN_DOMAIN) && c != '-');
    }

    /** Whether it is the name of a message, which looks like an address. */
    private static boolean message(Text text, int first) {
        return text.at(first - 1) == '<' && text.hasFolded("message-id: ", first - 1 - "message-id: ".length());
    }

    private static int confidence(Text text, int first, int at, int label, int last) {
        boolean remote = (text.at(last) == ':' && Chars.letter(text.at(last + 1))) || text.at(last) == '/';
        if (NOBODY.meaning(text.bytes, first, at) != 0 || (remote && text.at(last) == ':')) {
            return 40;
        }
        return TopLevels.known(text, label, last) ? 95 : 35;
    }

    /** The local part does not begin with marks, nor with an escape's letter. */
    private static int trimmed(Text text, int first, int at) {
        int i = first;
        while (i < at && ".'*&%#!$+-".indexOf(text.at(i)) >= 0) {
            i++;
        }
        return i < at && !text.startsWord(i) ? i : text.at(i - 1) == '\\' && "nrt".indexOf(text.at(i)) >= 0 ? i + 1 : i;
    }

    private static boolean labels(Text text, int start, int end) {
        int length = 0;
        for (int i = start; i <= end; i++) {
            if (i == end || text.at(i) == '.') {
                if (length == 0 || length > 63) {
                    return false;
                }
                length = 0;
            } else {
                length++;
            }
        }
        return text.at(start) != '-';
    }
}
