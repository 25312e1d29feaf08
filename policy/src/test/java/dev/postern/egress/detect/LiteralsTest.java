package dev.postern.egress.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LiteralsTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());

    @Test
    void findsWhatLookingEverywhereFinds() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 300; round++) {
            List<String> literals = literals(random);
            String text = word(random, random.nextInt(3_000));
            assertThat(found(literals, text, random))
                    .describedAs("seed %d, round %d: %s in %s", SEED, round, literals, text)
                    .isEqualTo(naive(literals, text));
        }
    }

    private static List<String> found(List<String> literals, String text, SplittableRandom random) {
        Literals automaton = Literals.of(literals);
        byte[] bytes = text.getBytes(ISO_8859_1);
        Hits hits = new Hits();
        List<String> found = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(1_500));
            automaton.find(bytes, 0, from, to, hits);
            for (int i = 0; i < hits.count(); i++) {
                int place = hits.place(i);
                Arrays.stream(automaton.ending(hits.literal(i)))
                        .sorted()
                        .forEach(literal -> found.add(place + ":" + literal));
            }
            from = to;
        }
        return found;
    }

    private static List<String> naive(List<String> literals, String text) {
        String folded = Literals.folded(text);
        List<String> found = new ArrayList<>();
        for (int place = 0; place < text.length(); place++) {
            for (int i = 0; i < literals.size(); i++) {
                if (folded.substring(0, place + 1).endsWith(Literals.folded(literals.get(i)))) {
                    found.add(place + ":" + i);
                }
            }
        }
        return found;
    }

    private static List<String> literals(SplittableRandom random) {
        List<String> literals = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(8); i++) {
            literals.add(word(random, 1 + random.nextInt(5)));
        }
        return literals;
    }

    private static String word(SplittableRandom random, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append("abAB01-".charAt(random.nextInt(7)));
        }
        return word.toString();
    }
}
