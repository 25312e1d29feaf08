package dev.postern.capability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.ActionPattern;
import dev.postern.ccl.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {

    private static final List<String> SEGMENTS = List.of("a", "b", "*", "**");
    private static final List<String> ACTIONS = texts(List.of("a", "b", "c"), 4);

    @ParameterizedTest
    @CsvSource({
        "a.b, a.b, true",
        "a.*, a.b, true",
        "a.*, a.*, true",
        "a.**, a, true",
        "a.**, a.b.*.c, true",
        "a.**, a.**.b, true",
        "**, **, true",
        "a.**.b, a.**.b, true",
        "a.b, a.*, false",
        "a.*, a.**, false",
        "a.*, a, false",
        "a, a.b, false",
        "a.**, **, false",
        "a.**.b, a.c.b, false"
    })
    void seesWhatIsPlain(String outer, String inner, boolean plain) {
        assertThat(Coverage.isPlain(segments(List.of(outer)), segments(List.of(inner))))
                .isEqualTo(plain);
    }

    /** Against every action of at most four segments: what is said to be covered is. */
    @Test
    void isRightWhenItSaysSo() {
        Seeds.fuzz(20_000, random -> {
            List<String> outer = patterns(random);
            List<String> inner = patterns(random);
            if (Coverage.isPlain(segments(outer), segments(inner))) {
                for (String action : ACTIONS) {
                    assertThat(matches(inner, action) && !matches(outer, action))
                            .as("%s of %s but not of %s", action, inner, outer)
                            .isFalse();
                }
            }
        });
    }

    private static boolean matches(List<String> patterns, String action) {
        return patterns.stream().anyMatch(pattern -> new ActionPattern(pattern).matches(action));
    }

    private static List<List<String>> segments(List<String> patterns) {
        return patterns.stream()
                .map(pattern -> new ActionPattern(pattern).segments())
                .toList();
    }

    private static List<String> patterns(SplittableRandom random) {
        List<String> patterns = new ArrayList<>();
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            List<String> segments = new ArrayList<>();
            for (int j = random.nextInt(1, 4); j > 0; j--) {
                segments.add(SEGMENTS.get(random.nextInt(SEGMENTS.size())));
            }
            patterns.add(String.join(".", segments));
        }
        return patterns;
    }

    private static List<String> texts(List<String> alphabet, int longest) {
        List<String> all = new ArrayList<>(alphabet);
        List<String> last = alphabet;
        for (int length = 2; length <= longest; length++) {
            List<String> longer = last.stream()
                    .flatMap(text -> alphabet.stream().map(segment -> text + "." + segment))
                    .toList();
            all.addAll(longer);
            last = longer;
        }
        return all;
    }
}
