package dev.postern.egress.detect;

import dev.postern.egress.FindingType;
import java.util.List;

/** Tokens whose telling part is in the middle: a shape of fixed length stands before it. */
record InfixTokens(String detector, String infix, int classes, int least, int most, Shape rest, int confidence)
        implements Matcher {

    static void addTo(Detectors.Builder builder) {
        int base64 = Chars.ALNUM | Chars.UNDERSCORE | Chars.DASH;
        List.of(
                        new InfixTokens("secret.telegram-token", ":AA", Chars.DIGIT, 8, 10, shape("{32,33}"), 95),
                        new InfixTokens(
                                "secret.terraform-token", ".atlasv1.", Chars.ALNUM, 14, 14, shape("{60,70}"), 98),
                        new InfixTokens(
                                "secret.azure-client-secret",
                                "Q~",
                                base64 | Chars.DOT,
                                4,
                                4,
                                Shape.of("[A-Za-z0-9_.~-]{31,34}"),
                                95),
                        new InfixTokens("secret.azure-key", "JQQJ99", Chars.ALNUM, 40, 52, shape("{20,28}"), 95),
                        new InfixTokens("secret.firebase-server-key", ":APA91b", base64, 7, 22, shape("{100,180}"), 95),
                        new InfixTokens("secret.mailchimp-key", "-us", Chars.HEX, 32, 32, Shape.of("[0-9]{1,2}"), 95))
                .forEach(tokens -> builder.on(tokens, tokens.infix));
    }

    @Override
    public void match(Text text, int start, int end, Sink out) {
        if (!text.has(infix, start)) {
            return;
        }
        int first = text.before(start, classes, most);
        if (start - first < least || !text.startsWord(first)) {
            return;
        }
        out.from(first);
        int last = rest.match(text, end);
        if (last >= 0 && Randomness.distinct(text, first, last) > 8 && !Placeholders.is(text, first, last)) {
            out.add(FindingType.API_KEY, detector, first, last, confidence);
        }
    }

    @Override
    public Neighbours neighbours(String literal) {
        return Neighbours.of(c -> Chars.is(c, classes), rest::mayBegin);
    }

    private static Shape shape(String count) {
        return Shape.of("[A-Za-z0-9_-]" + count);
    }
}
