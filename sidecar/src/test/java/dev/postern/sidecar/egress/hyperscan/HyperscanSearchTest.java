package dev.postern.sidecar.egress.hyperscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.postern.egress.detect.Hits;
import dev.postern.egress.detect.LiteralSearch;
import dev.postern.egress.detect.Literals;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class HyperscanSearchTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int ROUNDS = 150;
    private static final int TEXTS = 20;

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void isThereWhereItsJarsAreMadeFor() {
        assertThat(Hyperscan.load()).isInstanceOf(Hyperscan.Loaded.class);
    }

    /** Few letters make dense texts, many sparse ones; both ways out of native code are taken. */
    @Test
    void findsWhatTheAutomatonFinds() {
        assumeThat(Hyperscan.load()).isInstanceOf(Hyperscan.Loaded.class);
        Hyperscan engine = ((Hyperscan.Loaded) Hyperscan.load()).engine();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            List<String> words = literals(random);
            Literals literals = Literals.of(words);
            LiteralSearch search = engine.search(literals);
            for (int i = 0; i < TEXTS; i++) {
                byte[] text = text(random, words);
                long cuts = random.nextLong();
                assertThat(found(search, text, new SplittableRandom(cuts)))
                        .describedAs("seed %d, round %d, text %d: %s", SEED, round, i, words)
                        .isEqualTo(found(literals, text, new SplittableRandom(cuts)));
            }
        }
    }

    private static List<String> found(LiteralSearch search, byte[] text, SplittableRandom random) {
        Hits hits = new Hits();
        List<String> found = new ArrayList<>();
        int start = random.nextInt(100);
        for (int from = start; from < text.length; ) {
            int to = Math.min(text.length, from + 1 + random.nextInt(40_000));
            search.find(text, start, from, to, hits);
            for (int i = 0; i < hits.count(); i++) {
                found.add(hits.place(i) + ":" + hits.literal(i));
            }
            from = to;
        }
        return found;
    }

    private static List<String> literals(SplittableRandom random) {
        List<String> literals = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(30); i++) {
            String literal = word(random, 1 + random.nextInt(i % 7 == 0 ? 60 : 6));
            if (!literals.contains(literal)) {
                literals.add(literal);
            }
        }
        return literals;
    }

    private static String word(SplittableRandom random, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append("abcxyz00-:@ \\$[.%/".charAt(random.nextInt(18)));
        }
        return word.toString();
    }

    /** Any bytes, and so often a literal in any case and with any digits. */
    private static byte[] text(SplittableRandom random, List<String> literals) {
        byte[] text = new byte[200 + random.nextInt(50_000)];
        random.nextBytes(text);
        int apart = 1 << random.nextInt(12);
        for (int at = random.nextInt(apart); at < text.length; at += 1 + random.nextInt(2 * apart)) {
            String literal = literals.get(random.nextInt(literals.size()));
            for (int i = 0; i < literal.length() && at + i < text.length; i++) {
                text[at + i] = (byte) varied(literal.charAt(i), random);
            }
        }
        return text;
    }

    private static int varied(char c, SplittableRandom random) {
        return c == '0' ? '0' + random.nextInt(10) : random.nextBoolean() ? Character.toUpperCase(c) : c;
    }
}
