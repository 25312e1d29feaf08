package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.Document;
import dev.postern.ccl.ParseLimits;
import dev.postern.ccl.ParseResult;
import dev.postern.ccl.Parser;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The compiled program and the naive evaluator answer alike; {@code -Dseed=} replays. */
class ProgramDifferentialTest {

    private static final int BUNDLES = 400;
    private static final int CHECKS = 500;
    private static final SourceFile ABSENCE =
            new SourceFile("bundle.yaml", "absent: [{resource: /data/**, rule: ignore}, {rule: deny}]");

    @Test
    void answersAsTheNaiveEvaluatorDoes() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        Scratch scratch = new Scratch();
        int allowed = 0;
        for (int i = 0; i < BUNDLES; i++) {
            RandomBundle source = new RandomBundle(random);
            int rules = 1 + random.nextInt(14);
            String text = i % 2 == 0 ? source.policy(rules) : source.dearPolicy(rules);
            Document document = document(text);
            Program program = Checks.program(text);
            for (int j = 0; j < CHECKS; j++) {
                Check check = source.check();
                String expected = NaiveEvaluator.answer(document, check);
                assertThat(told(program.decide(check, scratch)))
                        .as("seed %d, %s, policy:%n%s", seed, check, text)
                        .isEqualTo(expected);
                allowed += expected.startsWith("ALLOW") ? 1 : 0;
            }
        }
        assertThat(allowed).as("seed %d", seed).isBetween(BUNDLES * CHECKS / 50, BUNDLES * CHECKS * 9 / 10);
    }

    @Test
    void refusesWhatAbsenceLeavesInDoubtAsTheNaiveEvaluatorDoes() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        Scratch scratch = new Scratch();
        int doubtful = 0;
        for (int i = 0; i < BUNDLES; i++) {
            RandomBundle source = new RandomBundle(random);
            String text = source.policy(1 + random.nextInt(14));
            Document document = document(text);
            Program program = Checks.bundle(ABSENCE, new SourceFile("policy.ccl", text));
            for (int j = 0; j < CHECKS; j++) {
                Check check = source.check();
                boolean exempt = (check.resource() + "/").startsWith("/data/");
                int doubt = exempt ? 0 : NaiveDoubt.line(document, check);
                Template template = program.decide(check, scratch);
                assertThat(template.reason() == Reason.POLICY_ABSENT ? line(template) : 0)
                        .as("seed %d, %s, policy:%n%s", seed, check, text)
                        .isEqualTo(doubt);
                if (doubt == 0) {
                    assertThat(told(template))
                            .as("seed %d, %s, policy:%n%s", seed, check, text)
                            .isEqualTo(NaiveEvaluator.answer(document, check));
                } else {
                    assertThat(template.outcome()).isEqualTo(Outcome.DENY);
                    doubtful++;
                }
            }
        }
        assertThat(doubtful).as("seed %d", seed).isBetween(BUNDLES * CHECKS / 50, BUNDLES * CHECKS * 9 / 10);
    }

    private static Document document(String text) {
        ParseResult result = Parser.parse("policy.ccl", text, ParseLimits.DEFAULTS);
        assertThat(result).as(text).isInstanceOf(ParseResult.Parsed.class);
        return ((ParseResult.Parsed) result).document();
    }

    private static String told(Template template) {
        return template.outcome() + " " + line(template)
                + template.obligations().stream()
                        .map(obligation -> " " + obligation.line())
                        .collect(Collectors.joining());
    }

    private static int line(Template template) {
        RuleRef rule = template.rule();
        return rule == null ? 0 : rule.line();
    }
}
