package dev.postern.sidecar.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.Severity;
import dev.postern.policy.DenyResponse;
import dev.postern.policy.EvidenceMode;
import dev.postern.policy.Mode;
import dev.postern.policy.Outcome;
import dev.postern.policy.Reason;
import dev.postern.policy.RuleRef;
import dev.postern.policy.Template;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionId;
import dev.postern.sidecar.decide.ReceiptState;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.Rule;
import dev.postern.v1.Shadow;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswerCodecTest {

    private static final RuleRef RULE = new RuleRef("a.ccl", 3, "permit file.read on /**");
    private static final RuleRef DUTY = new RuleRef("b.ccl", 4, "require audit");

    private final AnswerCodec codec = new AnswerCodec();

    @Test
    void tellsEverythingOfTheTemplate() {
        Template template = template(Outcome.ALLOW, Mode.ENFORCE);
        assertThat(codec.message(new Answer("7", decision(template, "d1", 5))))
                .isEqualTo(DecideResponse.newBuilder()
                        .setId("7")
                        .setDecision(dev.postern.v1.Outcome.ALLOW)
                        .setReason("policy.permit")
                        .setRule(Rule.newBuilder().setFile("a.ccl").setLine(3).setText(RULE.text()))
                        .addObligations(
                                Rule.newBuilder().setFile("b.ccl").setLine(4).setText(DUTY.text()))
                        .setSeverity(dev.postern.v1.Severity.HIGH)
                        .setDecisionClass("00000000000000ff")
                        .setCache("none")
                        .setPolicyDigest("d1")
                        .setDecisionId("0000000000000009-2-5")
                        .build());
    }

    @Test
    void inShadowModeAllowsAndTellsWhatWouldHaveBeen() {
        DecideResponse message = codec.message(new Answer("", decision(template(Outcome.DENY, Mode.SHADOW), "d", 0)));
        assertThat(message.getDecision()).isEqualTo(dev.postern.v1.Outcome.ALLOW);
        assertThat(message.getShadow())
                .isEqualTo(Shadow.newBuilder()
                        .setDecision(dev.postern.v1.Outcome.DENY)
                        .setReason("policy.permit")
                        .build());
    }

    @Test
    void theSameTemplateUnderAnotherDigestIsEncodedAnew() {
        Template template = template(Outcome.ALLOW, Mode.ENFORCE);
        assertThat(codec.message(new Answer("", decision(template, "d1", 0))).getPolicyDigest())
                .isEqualTo("d1");
        assertThat(codec.message(new Answer("", decision(template, "d2", 0))).getPolicyDigest())
                .isEqualTo("d2");
    }

    @Test
    void oneTemplateIsAnsweredUnderEveryLabelAndAge() {
        Template template = template(Outcome.ALLOW, Mode.ENFORCE);
        for (CacheLabel label : CacheLabel.values()) {
            for (long age : new long[] {0, 1, 300_000}) {
                DecideResponse message = codec.message(new Answer(
                        "7", new Decision(template, label, age, "d", new DecisionId(9, 2, age), ReceiptState.TAKEN)));
                assertThat(message.getCache()).isEqualTo(label.word());
                assertThat(message.getCacheAgeMillis()).isEqualTo(age);
                assertThat(message.getDecisionId()).isEqualTo("0000000000000009-2-" + age);
            }
        }
    }

    @Test
    void manyTemplatesThatShareSlotsAreNeverMixedUp() {
        List<Template> templates = IntStream.range(0, 5_000)
                .mapToObj(i -> new Template(
                        Outcome.DENY,
                        Reason.POLICY_DENY,
                        new RuleRef("f", i, "t"),
                        List.of(),
                        null,
                        DenyResponse.FORBIDDEN,
                        Template.NO_CLASS,
                        Mode.ENFORCE,
                        EvidenceMode.ASYNC))
                .toList();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < templates.size(); i++) {
                assertThat(codec.message(new Answer("", decision(templates.get(i), "d", 0)))
                                .getRule()
                                .getLine())
                        .isEqualTo(i);
            }
        }
    }

    private static Template template(Outcome outcome, Mode mode) {
        return new Template(
                outcome,
                Reason.POLICY_PERMIT,
                RULE,
                List.of(DUTY),
                Severity.HIGH,
                DenyResponse.FORBIDDEN,
                "00000000000000ff",
                mode,
                EvidenceMode.ASYNC);
    }

    private static Decision decision(Template template, String digest, long number) {
        return new Decision(template, CacheLabel.NONE, digest, new DecisionId(9, 2, number));
    }
}
