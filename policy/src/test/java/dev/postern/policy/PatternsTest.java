package dev.postern.policy;

import static dev.postern.policy.Checks.check;
import static dev.postern.policy.Checks.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PatternsTest {

    private final KeptCertificates certificates = new KeptCertificates();
    private final Scratch scratch = new Scratch(certificates);
    private final Program program = Checks.program(
            "permit read on '/docs/**' when path matches '^a+b' and team = 'blue'",
            "deny read on '/docs/**' when path matches 'secret' severity critical",
            "require audit on '/docs/**'");

    private Template ask(String resource, Map<String, Value> context) {
        Check check = check("read", resource, context);
        Template template = program.decide(check, scratch);
        assertThat(template).isEqualTo(program.decideAfresh(check));
        return template;
    }

    @Test
    void makesNoDearComparisonTwice() {
        Map<String, Value> context = Map.of("path", text("aab"), "team", text("blue"));
        assertThat(ask("/docs/1", context).outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(scratch.tier()).isEqualTo(Tier.NONE);

        ask("/docs/2", context);

        assertThat(scratch.tier()).isEqualTo(Tier.PATTERN);
        assertThat(scratch.matching().patterns().made()).isEqualTo(2);
    }

    @Test
    void sharesNothingBetweenTextsThatDiffer() {
        ask("/docs/1", Map.of("path", text("aab"), "team", text("blue")));

        assertThat(ask("/docs/1", Map.of("path", text("aab secret"), "team", text("blue")))
                        .outcome())
                .isEqualTo(Outcome.DENY);
        assertThat(ask("/docs/1", Map.of("path", text("b"), "team", text("blue")))
                        .outcome())
                .isEqualTo(Outcome.DENY);
    }

    @Test
    void sharesNothingBetweenComparisonsThatDiffer() {
        Program two = Checks.program(
                "deny read on '/docs/**' when path matches '^b'", "permit read on '/docs/**' when path matches 'b$'");
        Check check = check("read", "/docs/1", Map.of("path", text("ab")));

        assertThat(two.decide(check, scratch).outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(two.decide(check, scratch)).isEqualTo(two.decideAfresh(check));
        assertThat(certificates.kept.values()).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void sharesAComparisonBetweenRulesFieldsAndBundles() {
        ask("/docs/1", Map.of("path", text("aab"), "team", text("blue")));
        Program other = Checks.program(
                "permit write on '/docs/**' when name matches '^a+b' and team = 'red'",
                "permit write on '/docs/**' when not name matches 'secret'");
        Check check = check("write", "/docs/1", Map.of("name", text("aab"), "team", text("red")));

        assertThat(other.decide(check, scratch)).isEqualTo(other.decideAfresh(check));
        assertThat(certificates.found).isEqualTo(1);
        assertThat(certificates.kept).hasSize(2);
    }

    @Test
    void makesNoDearComparisonForAPermitBehindTheDecidingRule() {
        Program ranked = Checks.program(
                "permit read on '/docs/a/*' when team = 'blue'",
                "permit read on '/docs/**' when path matches 'x'",
                "deny read on '/**' when path matches 'y'");
        Check decided = check("read", "/docs/a/1", Map.of("path", text("xy"), "team", text("blue")));

        assertThat(ranked.decide(decided, scratch).outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(scratch.matching().patterns().made()).isZero();
    }

    @Test
    void makesDearComparisonsInDecidingOrderUntilOneDecides() {
        Program ranked = Checks.program(
                "permit read on '/**' when path matches 'z'",
                "deny read on '/docs/a/*' when path matches 'w'",
                "permit read on '/docs/**' when path matches 'x'",
                "require audit on '/**'",
                "require read on '/docs/**' when path matches 'q'");
        Template answer = ranked.decide(check("read", "/docs/a/1", Map.of("path", text("qxz"))), scratch);

        assertThat(answer.rule()).hasToString("policy.ccl:3");
        assertThat(answer.obligations()).extracting(RuleRef::toString).containsExactly("policy.ccl:5");
        assertThat(scratch.matching().patterns().made()).isEqualTo(3);
    }

    @Test
    void knowsWhichConjunctIsLeft() {
        Program either = Checks.program(
                "permit read on '/**' when team = 'blue' and path matches 'a' or path matches 'b' or path matches 'c'");
        Check check = check("read", "/docs/1", Map.of("path", text("xc"), "team", text("red")));
        either.decide(check, scratch);

        assertThat(either.decide(check, scratch)).isEqualTo(either.decideAfresh(check));
        assertThat(scratch.tier()).isEqualTo(Tier.PATTERN);
    }

    @Test
    void makesNoDearComparisonWhereOthersDecide() {
        Program guarded = Checks.program("permit read on '/docs/**' when path matches '^a+b' and team = 'blue'");

        guarded.decide(check("read", "/docs/1", Map.of("path", text("aab"), "team", text("red"))), scratch);
        guarded.decide(check("read", "/docs/1", Map.of("path", new Value.Int(7), "team", text("blue"))), scratch);
        guarded.decide(check("read", "/docs/1", Map.of("team", text("blue"))), scratch);

        assertThat(scratch.matching().patterns().made()).isZero();
        assertThat(certificates.missed).isZero();
    }

    @Test
    void asksNothingForPoliciesWithoutDearComparisons() {
        Program cheap = Checks.program("permit read on '/docs/**' when team = 'blue'");

        cheap.decide(check("read", "/docs/1", Map.of("team", text("blue"))), scratch);
        cheap.decide(check("read", "/docs/1", Map.of("team", text("blue"))), scratch);

        assertThat(scratch.tier()).isEqualTo(Tier.SEMANTIC);
        assertThat(certificates.missed + certificates.found).isZero();
    }

    @Test
    void comparesWhenTheKeyWouldBeTooLong() {
        Map<String, Value> context =
                Map.of("path", text("a".repeat(Certificates.LONGEST_KEY) + "b"), "team", text("blue"));

        assertThat(ask("/docs/1", context).outcome()).isEqualTo(Outcome.ALLOW);
        ask("/docs/1", context);

        assertThat(certificates.kept).isEmpty();
        assertThat(scratch.tier()).isEqualTo(Tier.NONE);
    }

    @Test
    void anAbsentFieldSatisfiesANegatedDearComparisonWithoutOne() {
        Program negated = Checks.program(
                "permit read on '/**' when not path matches 'x' and other matches 'y' and not third matches 'z'");
        Check check = check("read", "/docs/1", Map.of("other", text("y")));

        assertThat(negated.decide(check, scratch).outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(negated.decide(check, scratch)).isEqualTo(negated.decideAfresh(check));
        assertThat(scratch.tier()).isEqualTo(Tier.PATTERN);
    }

    @Test
    void sparesComparisonsWhereAbsenceDenies() {
        Program careful = Checks.bundle(
                new SourceFile(
                        "policy.ccl",
                        "permit read on '/**' when path matches '^a+b'\ndeny read on '/**' when team matches 'red'"),
                new SourceFile("bundle.yaml", "absent: [{rule: deny}]"));
        Check known = check("read", "/docs/1", Map.of("path", text("aab"), "team", text("blue")));
        Check doubtful = check("read", "/docs/1", Map.of("path", text("aab")));

        assertThat(careful.decide(known, scratch).outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(careful.decide(known, scratch)).isEqualTo(careful.decideAfresh(known));
        assertThat(scratch.tier()).isEqualTo(Tier.PATTERN);
        assertThat(careful.decide(doubtful, scratch).reason()).isEqualTo(Reason.POLICY_ABSENT);
        assertThat(certificates.kept).hasSize(2);
    }

    @Test
    void aSwappedBundleAnswersByItsOwnRules() {
        Map<String, Value> context = Map.of("path", text("aab"), "team", text("blue"));
        ask("/docs/1", context);
        Program opposite = Checks.program(
                "deny read on '/docs/**' when path matches '^a+b' and team = 'blue'",
                "permit read on '/docs/**' when path matches 'secret'",
                "require audit on '/docs/**'");
        Check check = check("read", "/docs/1", context);

        assertThat(opposite.decide(check, scratch).outcome()).isEqualTo(Outcome.DENY);
        assertThat(opposite.decide(check, scratch)).isEqualTo(opposite.decideAfresh(check));
    }

    @Test
    void longListsOfBlocksAreDearAndShortOnesAreNot() {
        String[] blocks = new String[100];
        Arrays.setAll(blocks, i -> "'10." + i + ".0.0/16'");
        Program few = Checks.program("permit read on '/**' when ip in_cidr ['10.0.0.0/8', '192.168.0.0/16']");
        Program many = Checks.program("permit read on '/**' when ip in_cidr [" + String.join(", ", blocks) + "]");
        Check check = check("read", "/docs/1", Map.of("ip", text("10.99.1.2")));

        assertThat(few.decide(check, scratch).outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(certificates.missed).isZero();
        assertThat(many.decide(check, scratch).outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(certificates.missed).isEqualTo(1);
    }
}
