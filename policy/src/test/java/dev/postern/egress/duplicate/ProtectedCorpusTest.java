package dev.postern.egress.duplicate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.egress.duplicate.ProtectedCorpus.Protected;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProtectedCorpusTest {

    private static final long SEED = Long.getLong("seed", System.nanoTime());

    @Test
    void knowsACopyWhateverItsCaseAndLayout() {
        String text = words(new SplittableRandom(1), 200);
        ProtectedCorpus corpus = corpus(text);
        assertThat(corpus.copied(
                        text.toUpperCase(Locale.ROOT).replace(" ", " \n\t").getBytes(UTF_8)))
                .hasValueSatisfying(copy -> {
                    assertThat(copy.name()).isEqualTo("text 0");
                    assertThat(copy.agreement()).isEqualTo(1);
                });
    }

    @Test
    void knowsACopyWithAFewWordsChanged() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 50; round++) {
            String text = words(random, 300);
            assertThat(corpus(text).copied(changed(text, random, 100).getBytes(UTF_8)))
                    .describedAs("seed %d, round %d", SEED, round)
                    .isPresent();
        }
    }

    @Test
    void estimatesWhatCountingGives() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 50; round++) {
            String text = words(random, 300);
            String other = changed(text, random, 1 + random.nextInt(60));
            double exact = jaccard(text, other);
            double estimate = Signature.of(text.getBytes(UTF_8)).agreement(Signature.of(other.getBytes(UTF_8)));
            assertThat(estimate).describedAs("seed %d, round %d", SEED, round).isBetween(exact - 0.2, exact + 0.2);
        }
    }

    @Test
    void passesOtherTexts() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            texts.add(words(random, 200));
        }
        ProtectedCorpus corpus = corpus(texts.toArray(String[]::new));
        for (int round = 0; round < 200; round++) {
            assertThat(corpus.copied(words(random, 200).getBytes(UTF_8)))
                    .describedAs("seed %d, round %d", SEED, round)
                    .isEmpty();
        }
    }

    @Test
    void passesWhatIsTooShortToTell() {
        assertThat(corpus("yes, thank you").copied("yes, thank you".getBytes(UTF_8)))
                .isEmpty();
    }

    @Test
    void readsWhatItStored() {
        Signature signature = Signature.of(words(new SplittableRandom(2), 100).getBytes(UTF_8));
        assertThat(Signature.read(signature.toByteArray())).contains(signature);
        assertThat(Signature.read(new byte[3])).isEmpty();
        assertThat(signature.toByteArray()).hasSize(Signature.BYTES);
    }

    @Test
    void refusesAnAgreementThatMeansNothing() {
        assertThatThrownBy(() -> ProtectedCorpus.of(0.5, List.of())).hasMessageContaining("expected above 0.5");
        assertThatThrownBy(() -> ProtectedCorpus.of(Double.NaN, List.of())).hasMessageContaining("NaN");
    }

    private static ProtectedCorpus corpus(String... texts) {
        List<Protected> list = new ArrayList<>();
        for (String text : texts) {
            list.add(new Protected("text " + list.size(), Signature.of(text.getBytes(UTF_8))));
        }
        return ProtectedCorpus.of(0.8, list);
    }

    private static String words(SplittableRandom random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int length = 2 + random.nextInt(8);
            for (int k = 0; k < length; k++) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            text.append(' ');
        }
        return text.toString();
    }

    /** Each word has one chance in so many to be another. */
    private static String changed(String text, SplittableRandom random, int oneIn) {
        StringBuilder changed = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            changed.append(random.nextInt(oneIn) == 0 ? words(random, 1) : word + " ");
        }
        return changed.toString();
    }

    private static double jaccard(String a, String b) {
        Set<Long> left = new HashSet<>();
        Set<Long> right = new HashSet<>();
        new Shingles(left::add).add(a.getBytes(UTF_8), 0, a.getBytes(UTF_8).length);
        new Shingles(right::add).add(b.getBytes(UTF_8), 0, b.getBytes(UTF_8).length);
        Set<Long> both = new HashSet<>(left);
        both.retainAll(right);
        left.addAll(right);
        return both.size() / (double) left.size();
    }
}
