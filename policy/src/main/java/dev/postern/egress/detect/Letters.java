package dev.postern.egress.detect;

import java.util.List;

/**
 * Tells letters that fell together by chance from words, by the pairs of letters that are rare in words of languages written
 * in Latin letters: nearly half of the pairs of letters by chance are, and of few words one in four. Stateless.
 */
final class Letters {

    /** One in so many pairs is rare at least. */
    private static final int SHARE = 4;

    /** For each letter, as bits, those that rarely follow it. */
    private static final int[] RARE = rare(List.of(
            "joqz",
            "fghkmnqtvwxz",
            "gjnqvwxz",
            "ghjkpqvwxz",
            "jz",
            "bghjkmnpqvwxyz",
            "bcdfjkpqvwxyz",
            "bcdfghjklnpqvwxyz",
            "hijquwy",
            "bcdfghjklmnpqrstvwxyz",
            "bcdfghjkmnpqrtuvwxyz",
            "hjkqrwxz",
            "fghjknqrtvwxyz",
            "bhjqwxz",
            "hjqxz",
            "bdfgjmnqvwxz",
            "abcdefghijklmnopqrstvwxyz",
            "hjqwxz",
            "bjqvxz",
            "bjkqvxz",
            "hjkoquvwxyz",
            "bcdfghjklmnpqrstuvwxyz",
            "bcdfgjklmpqtuvwxyz",
            "abdfghjklmnoqrsuvwxyz",
            "bcdfghjkqruvwxyz",
            "bcdfghjklmnopqrstuvwxyz"));

    private Letters() {}

    /** Whether the letters of {@code [start, end)} fell together by chance; the pairs are those that stand side by side. */
    static boolean byChance(Text text, int start, int end) {
        int pairs = 0;
        int rare = 0;
        for (int i = start + 1; i < end; i++) {
            int before = Chars.lower(text.at(i - 1)) - 'a';
            int after = Chars.lower(text.at(i)) - 'a';
            if (before >= 0 && before < 26 && after >= 0 && after < 26) {
                pairs++;
                rare += RARE[before] >>> after & 1;
            }
        }
        return pairs > 0 && rare * SHARE >= pairs;
    }

    private static int[] rare(List<String> table) {
        return table.stream()
                .mapToInt(letters -> letters.chars().map(c -> 1 << (c - 'a')).reduce(0, (a, b) -> a | b))
                .toArray();
    }
}
