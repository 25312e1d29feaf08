package dev.postern.egress.detect;

import dev.postern.egress.FindingType;
import dev.postern.egress.decode.Base64Run;

/** Tokens of Discord's bots: the digits of a user's number in base64, a time and a signature, with dots. Stateless. */
final class DiscordTokens {

    private static final int SHORTEST = 23;
    private static final int LONGEST = 26;
    private static final int FEWEST_DIGITS = 17;
    private static final int MOST_DIGITS = 19;
    private static final Shape REST = Shape.of(".[A-Za-z0-9_-]{6,7}.[A-Za-z0-9_-]{27,38}");

    private DiscordTokens() {}

    /** Whether a run may be the first part. */
    static boolean mayBegin(Text text, int start, int end) {
        int length = end - start;
        int first = text.bytes[start];
        return length >= SHORTEST
                && length <= LONGEST
                && (first == 'M' || first == 'N' || first == 'O')
                && text.at(end) == '.'
                && text.startsWord(start);
    }

    /** Where the token ends whose first part is {@code [start, end)}, or -1. */
    static int end(Text text, int start, int end) {
        byte[] number = new byte[LONGEST];
        int length = Base64Run.decode(text.bytes, start, end, number);
        if (length < FEWEST_DIGITS || length > MOST_DIGITS) {
            return Text.NONE;
        }
        for (int i = 0; i < length; i++) {
            if (!Chars.digit(number[i])) {
                return Text.NONE;
            }
        }
        return REST.match(text, end);
    }

    static Candidate candidate(int start, int end) {
        return new Candidate(FindingType.API_KEY, "secret.discord-token", start, end, start, 97, "");
    }
}
