package dev.postern.egress.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternCostTest {

    private static final List<String> PARTS = List.of(
            "a",
            "b",
            ".",
            "(",
            ")",
            "(",
            ")",
            "|",
            "[a-z]",
            "[^0-9_]",
            "\\d",
            "\\pL",
            "*",
            "+",
            "?",
            "{3}",
            "{2,}",
            "{1,9}",
            "\\Q.*\\E",
            "{",
            "]");

    @Test
    void isNeverLessThanThePatternCompilesTo() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        int compiled = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int parts = random.nextInt(1, 12); parts > 0; parts--) {
                text.append(PARTS.get(random.nextInt(PARTS.size())));
            }
            if (PatternCost.of(text.toString()) > 5_000) {
                continue;
            }
            try {
                Pattern pattern = Pattern.compile(text.toString());
                compiled++;
                // Four that every program has: the whole match's two ends, its end, and a failure.
                assertThat(PatternCost.of(text.toString()) + 4)
                        .as("%s, seed %d", text, seed)
                        .isGreaterThanOrEqualTo(pattern.programSize());
            } catch (PatternSyntaxException notOne) {
                // Whatever is no pattern costs nothing.
            }
        }
        assertThat(compiled).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((((a{100}){100}){100}){100}){100}",
                "(((((((((((((((x{9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9})",
                "(?:(?:a?){1000}){1000}",
                "[a-z]{1000}{1000}",
                "(((a|b|c|d|e|f){50,}){50,})",
            })
    @Timeout(1)
    void hostilePatternsAreRefusedUncompiled(String pattern) {
        assertThat(CustomDetector.of("hostile", pattern, List.of("key"), 80, false))
                .isInstanceOfSatisfying(
                        CustomDetector.Refused.class,
                        refused -> assertThat(refused.message()).contains("repeats too much"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[A-Z]{2}-\\d{6}",
                "(?i)project[- ](aurora|borealis)",
                "\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b"
            })
    void ordinaryOnesAreNot(String pattern) {
        assertThat(CustomDetector.of("plain", pattern, List.of("key"), 80, false))
                .isInstanceOf(CustomDetector.Made.class);
    }
}
