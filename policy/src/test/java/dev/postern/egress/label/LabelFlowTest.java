package dev.postern.egress.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Principal;
import dev.postern.policy.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelFlowTest {

    private static final Check ADA = check("ada", Map.of());

    @ParameterizedTest
    @CsvSource({
        "public, public, true",
        "public, internal, true",
        "public, secret, true",
        "internal, public, false",
        "internal, internal, true",
        "internal, confidential, true",
        "confidential, internal, false",
        "confidential, secret, true",
        "secret, confidential, false",
        "secret, secret, true",
        "public, custom:x, true",
        "custom:x, custom:x, true",
        "custom:x, custom:y, false",
        "custom:x, secret, false",
        "custom:x, public, false",
        "internal, custom:x, false",
    })
    void aLabelFlowsUpTheLatticeAndACustomOneOnlyToItself(String from, String to, boolean flows) {
        assertThat(label(from).flowsTo(label(to))).isEqualTo(flows);
    }

    @Test
    void flowingIsAPartialOrder() {
        List<Label> all = labels("public", "internal", "confidential", "secret", "custom:x", "custom:y")
                .all();
        for (Label a : all) {
            assertThat(a.flowsTo(a)).isTrue();
            for (Label b : all) {
                assertThat(a.flowsTo(b) && b.flowsTo(a)).isEqualTo(a.equals(b));
                for (Label c : all) {
                    assertThat(!(a.flowsTo(b) && b.flowsTo(c)) || a.flowsTo(c)).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Public", "top", "custom:", "custom:X", "custom:a b", "custom:ä", " public", "custom"})
    void refusesWhatIsNoLabel(String text) {
        assertThat(Label.parse(text)).isNull();
        assertThat(Label.parse("custom:" + "x".repeat(65))).isNull();
        assertThat(Label.parse("custom:" + "x".repeat(64))).isNotNull();
    }

    @Test
    void everyLabelMustBeAccepted() {
        Labels accepted = labels("internal", "custom:hr");
        assertThat(flow(labels("public", "internal", "custom:hr"), accepted, Declassifications.NONE, ADA))
                .isEqualTo(LabelFlow.FREE);
        assertThat(flow(labels("internal", "confidential", "custom:it"), accepted, Declassifications.NONE, ADA)
                        .held())
                .isEqualTo(labels("confidential", "custom:it"));
    }

    @Test
    void declassifiesInStepsWhereEachConditionHolds() {
        Declassifications steps = steps(
                new Declassification(label("secret"), label("confidential"), "principal.id = 'ada'"),
                new Declassification(label("confidential"), label("internal"), "ticket starts_with 'T'"));
        Check withTicket = check("ada", Map.of("ticket", new Value.Text("T1")));
        LabelFlow lowered = flow(labels("secret"), labels("internal"), steps, withTicket);
        assertThat(lowered.permitted()).isTrue();
        assertThat(lowered.lowered()).isEqualTo(labels("secret"));
        assertThat(flow(labels("secret"), labels("internal"), steps, ADA).permitted())
                .isFalse();
        assertThat(flow(labels("secret"), labels("internal"), steps, check("eve", withTicket.context()))
                        .permitted())
                .isFalse();
        assertThat(flow(labels("secret"), labels("public"), steps, withTicket).permitted())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "internal, secret, a = 1, does not narrow",
        "internal, internal, a = 1, does not narrow",
        "custom:x, custom:y, a = 1, does not narrow",
        "custom:x, internal, a = 1, does not narrow",
        "secret, internal, ' ', has no condition",
        "secret, internal, a =, expected",
        "secret, internal, a = 1) severity low, expected",
    })
    void refusesStepsThatDoNotNarrowOrHaveNoCondition(String from, String to, String when, String problem) {
        Declassifications.Reading reading =
                Declassifications.of(List.of(new Declassification(label(from), label(to), when)));
        assertThat(reading)
                .isInstanceOfSatisfying(
                        Declassifications.Reading.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .asString()
                                .contains(problem));
    }

    @Test
    void refusesACircleBecauseOneOfItsStepsLeadsUp() {
        assertThat(Declassifications.of(List.of(
                        new Declassification(label("secret"), label("internal"), "a = 1"),
                        new Declassification(label("internal"), label("secret"), "a = 1"))))
                .isInstanceOf(Declassifications.Reading.Refused.class);
    }

    private static LabelFlow flow(Labels carried, Labels accepted, Declassifications steps, Check check) {
        return LabelFlow.of(carried, accepted, steps, check);
    }

    private static Declassifications steps(Declassification... steps) {
        return ((Declassifications.Reading.Clear) Declassifications.of(List.of(steps))).declassifications();
    }

    private static Check check(String principal, Map<String, Value> context) {
        return new Check(
                Check.DEFAULT_TENANT,
                Principal.of(principal),
                "egress.connect",
                "/x:443/",
                context,
                Attributes.NONE,
                0);
    }

    private static Label label(String text) {
        return Objects.requireNonNull(Label.parse(text));
    }

    private static Labels labels(String... texts) {
        return Objects.requireNonNull(Labels.parse(List.of(texts)));
    }
}
