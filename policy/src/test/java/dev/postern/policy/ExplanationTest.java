package dev.postern.policy;

import static dev.postern.policy.Checks.check;
import static dev.postern.policy.Checks.program;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    @Test
    void namesThePermitWithTheFewestFailingParts() {
        Program program = program(
                "permit read on '/a' when level > 3 and role = 'admin'",
                "permit read on '/a/b' when role = 'ops'",
                "permit write on '/a' when role = 'ops'");
        Explanation explanation = program.explain(check("read", "/a", Map.of("role", Checks.text("ops"))));
        Explanation.NearestMiss miss = Objects.requireNonNull(explanation.nearestMiss());
        assertThat(miss.rule()).hasToString("policy.ccl:2");
        assertThat(miss.failed()).containsExactly("resource '/a/b'");
        assertThat(explanation.considered()).singleElement().satisfies(rule -> {
            assertThat(rule.matched()).isFalse();
            assertThat(rule.failed()).containsExactly("level > 3", "role = 'admin'");
        });
        assertThat(explanation.text()).contains("Denied", "policy.ccl:2", "resource '/a/b'");
    }

    @Test
    void namesAComparisonThatShouldNotHaveHeld() {
        Explanation explanation = program("permit read on '/a' when not (role = 'ops' or level > 3)")
                .explain(check("read", "/a", Map.of("role", Checks.text("ops"))));
        assertThat(Objects.requireNonNull(explanation.nearestMiss()).failed()).containsExactly("not role = 'ops'");
    }

    @Test
    void offersNoPermitThatTheDenialOutranks() {
        Explanation explanation =
                program("permit read on '/**' when x = 1", "deny read on '/a'").explain(check("read", "/a"));
        assertThat(explanation.template().reason()).isEqualTo(Reason.POLICY_DENY);
        assertThat(explanation.nearestMiss()).isNull();
        assertThat(explanation.text()).contains("policy.ccl:2");
    }

    @Test
    void considersAtMost64Rules() {
        StringBuilder policy = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            policy.append("permit read on '/a' when x = ").append(i).append('\n');
        }
        Explanation explanation = program(policy.toString()).explain(check("read", "/a"));
        assertThat(explanation.considered()).hasSize(64);
    }

    @Test
    void answersAsDecideDoes() {
        Program program = program("permit read on '/a'", "require read on '/a'");
        Explanation explanation = program.explain(check("read", "/a"));
        assertThat(explanation.template()).isSameAs(Checks.decide(program, check("read", "/a")));
        assertThat(explanation.considered())
                .extracting(Explanation.Considered::matched)
                .isEqualTo(List.of(true, true));
        assertThat(explanation.text()).startsWith("Allowed: `permit read on '/a'` (policy.ccl:1) decides.");
    }
}
