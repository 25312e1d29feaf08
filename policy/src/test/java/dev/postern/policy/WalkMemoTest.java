package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WalkMemoTest {

    private final SegmentTrie trie = trie(List.of("Aa"), List.of("*"), List.of("a", "**"));
    private final TrieWalk walk = new TrieWalk();
    private final WalkMemo memo = new WalkMemo();

    @Test
    void keepsATextThatComesTwice() {
        match("Aa");
        assertThat(memo.find(trie, "Aa")).isNull();
        match("Aa");
        assertThat(memo.find(trie, "Aa")).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void keepsTheFirstOfTwoThatComeInTurn() {
        // 'H' has another hash and the same place.
        match("Aa");
        for (int i = 0; i < 3; i++) {
            match("Aa");
            match("H");
        }
        assertThat(memo.find(trie, "Aa")).isNotNull();
        assertThat(memo.find(trie, "H")).isNull();
    }

    @Test
    void doesNotTakeATextForAnotherOfItsHash() {
        assertThat("Aa").hasSameHashCodeAs("BB");
        match("Aa");
        match("Aa");
        assertThat(memo.find(trie, "BB")).isNull();
        match("BB");
        assertThat(patterns()).containsExactly(1);
    }

    @Test
    void doesNotTakeATextForThatOfAnotherTrie() {
        match("Aa");
        match("Aa");
        assertThat(memo.find(trie(List.of("Aa")), "Aa")).isNull();
    }

    @Test
    void keepsNoTextThatIsTooLong() {
        String text = "a/".repeat(64) + "b";
        match(text);
        match(text);
        assertThat(memo.find(trie, text)).isNull();
        assertThat(patterns()).containsExactly(2);
    }

    @Test
    void letsGoOfEverything() {
        match("Aa");
        match("Aa");
        memo.clear();
        assertThat(memo.find(trie, "Aa")).isNull();
    }

    @Test
    void namesOfDestinationsAreNotRememberedForOtherActions() {
        Program program = Checks.program("permit ** on '/example.com'");
        Scratch scratch = new Scratch();
        for (int i = 0; i < 3; i++) {
            assertThat(program.decide(Checks.check("egress.connect", "/example.com:443"), scratch)
                            .outcome())
                    .isEqualTo(Outcome.ALLOW);
            assertThat(program.decide(Checks.check("read", "/example.com:443"), scratch)
                            .outcome())
                    .isEqualTo(Outcome.DENY);
        }
    }

    @Test
    void changesNoWalk() {
        long seed = Long.getLong("seed", 7);
        SplittableRandom random = new SplittableRandom(seed);
        TrieWalk plain = new TrieWalk();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(4); j >= 0; j--) {
                text.append(random.nextBoolean() ? "Aa" : random.nextBoolean() ? "BB" : "a")
                        .append(j == 0 ? "" : "/");
            }
            match(text.toString());
            plain.match(trie, text.toString(), 0, text.length());
            assertThat(patterns()).as("seed %d, %s", seed, text).isEqualTo(patterns(plain));
        }
    }

    private void match(String text) {
        walk.match(trie, text, 0, text.length(), memo);
    }

    private List<Integer> patterns() {
        return patterns(walk);
    }

    private List<Integer> patterns(TrieWalk of) {
        return IntStream.range(0, trie.patterns).filter(of::has).boxed().toList();
    }

    @SafeVarargs
    private static SegmentTrie trie(List<String>... patterns) {
        SegmentTrie.Builder builder = new SegmentTrie.Builder('/');
        for (List<String> pattern : patterns) {
            builder.add(pattern);
        }
        return builder.build();
    }
}
