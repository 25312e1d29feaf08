package dev.postern.ccl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NarrowingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            permit read on /a/**                           | permit read on /a/b                               | ok
            permit read on /a/*                            | permit read on /a/**                              | Broader
            permit ** on **                                | permit ** on **                                   | ok
            permit * on **                                 | permit ** on **                                   | Broader
            permit *.** on **                              | permit ** on **                                   | ok
            permit read on /a permit read on /*/**         | permit read on /**                                | ok
            permit read on /a/** permit read on /b/**      | permit read on /*/x                               | Broader
            permit read on /*/b                            | permit read on /a/*                               | Broader
            permit ** on ** deny ** on /*/b                | permit read on /a/*                               | Denied
            permit * on ** deny read on /*/b               | permit read on /a/*                               | Denied
            permit * on ** deny read on /*/b/c             | permit read on /a/*/*                             | Denied
            permit * on ** deny read on /s/**              | permit read on ** deny read on /s/**              | ok
            permit * on ** deny read on /s/**              | permit read on ** deny read on /s/*               | Denied
            permit * on ** deny read on /s/**              | permit read on ** deny ** on /s/** deny read on /s/** when x = 1 | ok
            permit a on ** when x = 1                      | permit a on /b                                    | Broader
            permit a on ** when x = 1                      | permit a on /b when y = 2 and x = 1               | ok
            permit a on ** when x = 1 or y = 2             | permit a on /b when x = 1                         | ok
            permit a on ** when x = 1                      | permit a on /b when x = 1 or y = 2                | Broader
            permit a on ** when x in [b, a]                | permit a on /b when x in ['a', 'b', 'a']          | ok
            permit a on ** when x = 1 permit a on ** when not x = 1.0 | permit a on /b                         | ok
            permit a on ** when not (x = 1 and y = 1)      | permit a on /b when not x = 1 or not y = 1        | ok
            permit a on ** deny a on ** when x = 1         | permit a on /b                                    | Denied
            permit a on ** deny a on ** when x = 1         | permit a on /b when not x = 1                     | ok
            permit a on ** deny a on ** when x = 1         | permit a on /b deny a on /b when x = 1            | ok
            permit a on /b/** deny a on **                 | permit a on /b/c                                  | ok
            deny a on /s                                   | permit a on /b                                    | Broader
            permit a on /b/**                              | deny ** on **                                     | ok
            permit a on /x//y                              | permit a on /x/*/y                                | Broader
            permit a on /x/*/y                             | permit a on /x//y                                 | ok
            permit a on '*/**' permit a on '/'             | permit a on **                                    | ok
            permit egress.connect on '/*.x.org/**'         | permit egress.connect on '/*.x.org/v1'            | ok
            permit egress.connect on '/*.x.org/**'         | permit egress.connect on '/a.x.org/**'            | Broader
            limit a 10 per 1 hours                         | limit a 10 per 1 hours                            | ok
            limit a 10 per 1 hours                         | limit a 11 per 1 hours                            | Looser
            limit a 10 per 1 hours                         | limit a 10 per 59 minutes                         | Looser
            limit a 10 per 1 hours                         | limit b 99 per 1 hours                            | ok
            limit ** 10 per 1 hours                        | limit a.* 11 per 1 hours                          | Looser
            limit ** 10 per 1 hours limit a.b 20 per 1 hours | limit a.b 20 per 1 hours                        | ok
            limit a.* 10 per 1 hours                       | limit ** 20 per 1 hours limit a.* 5 per 1 hours   | ok
            limit a.* 10 per 1 hours                       | limit ** 20 per 1 hours limit a.b 5 per 1 hours   | Looser
            """)
    void decides(String parent, String child, String expected) {
        List<Violation> violations = Narrowing.violations(ParserTest.parsed(parent), ParserTest.parsed(child));
        if (expected.equals("ok")) {
            assertThat(violations).isEmpty();
        } else {
            assertThat(violations)
                    .singleElement()
                    .extracting(v -> v.getClass().getSimpleName())
                    .isEqualTo(expected);
        }
    }

    /** Words long enough to tell any two patterns of the generator apart, over its letters and one more. */
    @Test
    void agreesWithTryingEveryCheck() {
        List<String> actions = words(".", 3);
        List<String> resources = words("/", 3);
        int[] verdicts = new int[2];
        Seeds.forEach(500, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            Document parent = document(random);
            Document child = document(random);
            List<Violation> violations = Narrowing.violations(parent, child);
            for (Violation violation : violations) {
                Violation.Example example = example(violation);
                assertThat(escapes(parent, child, example.action(), example.resource()))
                        .as(() -> describe(parent, child) + violation)
                        .isTrue();
            }
            boolean narrows = actions.stream()
                    .noneMatch(action ->
                            resources.stream().anyMatch(resource -> escapes(parent, child, action, resource)));
            assertThat(violations.isEmpty()).as(() -> describe(parent, child)).isEqualTo(narrows);
            verdicts[narrows ? 1 : 0]++;
        });
        assertThat(verdicts[0] > 0 || verdicts[1] > 0).isTrue();
        if (Long.getLong("seed") == null) {
            assertThat(verdicts[0]).isGreaterThan(50);
            assertThat(verdicts[1]).isGreaterThan(50);
        }
    }

    @Test
    void documentsTooIntricateAreWiderInBoundedTime() {
        StringBuilder parent = new StringBuilder();
        StringBuilder condition = new StringBuilder("x = 0");
        for (int i = 0; i < 40; i++) {
            parent.append("deny *.**.a")
                    .append(i)
                    .append(".** on /**/b")
                    .append(i)
                    .append("/**\n");
            condition
                    .append(" or not (y")
                    .append(i)
                    .append(" = 1 and z")
                    .append(i)
                    .append(" = 1)");
        }
        parent.append("permit ** on ** when ").append(condition).append('\n');
        Document child = ParserTest.parsed(
                "permit *.** on ** when " + condition.toString().replace("x = 0", "x = 2"));
        List<Violation> violations = Assertions.assertTimeout(
                Duration.ofSeconds(10), () -> Narrowing.violations(ParserTest.parsed(parent.toString()), child));
        assertThat(violations).isNotEmpty();
    }

    private static Violation.Example example(Violation violation) {
        if (violation instanceof Violation.Denied denied) {
            return denied.example();
        }
        assertThat(violation).isInstanceOf(Violation.Broader.class);
        return ((Violation.Broader) violation).example();
    }

    private static String describe(Document parent, Document child) {
        return "parent:\n" + Formatter.format(parent) + "child:\n" + Formatter.format(child);
    }

    private static List<String> words(String separator, int longest) {
        List<String> words = new ArrayList<>(List.of("a", "b", "c"));
        for (int from = 0, length = 1; length < longest; length++) {
            int to = words.size();
            for (int i = from; i < to; i++) {
                for (String letter : List.of("a", "b", "c")) {
                    words.add(words.get(i) + separator + letter);
                }
            }
            from = to;
        }
        return words;
    }

    private static Document document(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            text.append(random.nextInt(3) == 0 ? "deny " : "permit ");
            text.append(pattern(random, "."))
                    .append(" on '")
                    .append(pattern(random, "/"))
                    .append('\'');
            text.append(List.of("", "", " when f = 1", " when g = 1", " when not f = 1", " when f = 1 or g = 1")
                    .get(random.nextInt(6)));
            text.append('\n');
        }
        return ParserTest.parsed(text.toString());
    }

    private static String pattern(SplittableRandom random, String separator) {
        if (random.nextInt(3) == 0) {
            return "**";
        }
        String first = List.of("a", "b", "*").get(random.nextInt(3));
        return random.nextInt(3) == 0
                ? first
                : first + separator + List.of("a", "b", "*", "**").get(random.nextInt(4));
    }

    /** Whether for some truth of the two comparisons the child permits what the parent does not. */
    private static boolean escapes(Document parent, Document child, String action, String resource) {
        for (int bits = 0; bits < 4; bits++) {
            Map<String, Boolean> truth = Map.of("f", (bits & 1) != 0, "g", (bits & 2) != 0);
            if (permits(child, action, resource, truth) && !permits(parent, action, resource, truth)) {
                return true;
            }
        }
        return false;
    }

    private static boolean permits(Document document, String action, String resource, Map<String, Boolean> truth) {
        int best = -1;
        boolean permits = false;
        for (Statement statement : document.statements()) {
            Statement.Access rule = (Statement.Access) statement;
            Condition condition = rule.condition();
            if (!rule.action().matches(action)
                    || !rule.resource().matches(resource)
                    || (condition != null && !holds(condition, truth))) {
                continue;
            }
            int weight = rule.action().specificity() + rule.resource().specificity();
            boolean permit = rule.effect() == Effect.PERMIT;
            permits = weight > best ? permit : weight == best ? permits && permit : permits;
            best = Math.max(best, weight);
        }
        return permits;
    }

    private static boolean holds(Condition condition, Map<String, Boolean> truth) {
        if (condition instanceof Condition.Not not) {
            return !holds(not.part(), truth);
        }
        if (condition instanceof Condition.Or or) {
            return or.parts().stream().anyMatch(part -> holds(part, truth));
        }
        return truth.getOrDefault(((Condition.Comparison) condition).field().toString(), false);
    }
}
