package dev.postern.sidecar.egress;

import dev.postern.egress.Finding;
import dev.postern.egress.Verdict;
import dev.postern.policy.RuleRef;
import dev.postern.v1.EgressAnswer;
import dev.postern.v1.EgressCheckResponse;
import dev.postern.v1.EgressFinding;
import dev.postern.v1.Rule;
import dev.postern.v1.ShadowVerdict;
import java.util.List;
import java.util.Locale;

/** Answers as messages of {@code postern.v1}. */
final class EgressMessages {

    private EgressMessages() {}

    static EgressCheckResponse response(String id, EgressOutcome outcome) {
        EgressCheckResponse.Builder response = EgressCheckResponse.newBuilder()
                .setId(id)
                .setVerdict(verdict(outcome.verdict()))
                .setReason(outcome.strictest().reason());
        List<dev.postern.sidecar.egress.EgressAnswer> answers = outcome.answers();
        for (Finding finding : outcome.findings()) {
            response.addFindings(finding(finding));
        }
        for (int i = 0; i < answers.size(); i++) {
            response.addAnswers(answer(answers.get(i)));
            for (Finding finding : answers.get(i).urlFindings()) {
                response.addFindings(finding(finding).setInUrl(true).setDestination(i));
            }
        }
        outcome.incomplete().ifPresent(why -> response.setIncomplete(why.name().toLowerCase(Locale.ROOT)));
        if (outcome.redacted() != null && outcome.verdict() == Verdict.REDACT) {
            response.setRedacted(outcome.redacted());
        }
        if (outcome.digest() != null) {
            response.setContentDigest(outcome.digest().toString());
        }
        return response.build();
    }

    private static EgressAnswer answer(dev.postern.sidecar.egress.EgressAnswer answer) {
        EgressAnswer.Builder wire = EgressAnswer.newBuilder()
                .setUrl(answer.url())
                .setVerdict(verdict(answer.verdict()))
                .setReason(answer.reason())
                .setFault(answer.fault())
                .addAllAddresses(answer.addresses())
                .setDecisionId(answer.decision().id().toString())
                .setPolicyDigest(answer.decision().policyDigest())
                .setCertificate(answer.certificate());
        if (answer.rule() != null) {
            wire.setRule(rule(answer.rule()));
        }
        for (RuleRef obligation : answer.decision().template().obligations()) {
            wire.addObligations(rule(obligation));
        }
        if (answer.shadowed() != answer.verdict()) {
            wire.setShadow(ShadowVerdict.newBuilder()
                    .setVerdict(verdict(answer.shadowed()))
                    .setReason(answer.reason()));
        }
        return wire.build();
    }

    private static EgressFinding.Builder finding(Finding finding) {
        return EgressFinding.newBuilder()
                .setType(finding.type().id())
                .setDetector(finding.detector())
                .setStart(finding.start())
                .setEnd(finding.end())
                .setConfidence(finding.confidence())
                .setEncoding(finding.encoding());
    }

    private static Rule rule(RuleRef rule) {
        return Rule.newBuilder()
                .setFile(rule.file())
                .setLine(rule.line())
                .setText(rule.text())
                .build();
    }

    private static dev.postern.v1.Verdict verdict(Verdict verdict) {
        return switch (verdict) {
            case ALLOW -> dev.postern.v1.Verdict.VERDICT_ALLOW;
            case REDACT -> dev.postern.v1.Verdict.VERDICT_REDACT;
            case BLOCK -> dev.postern.v1.Verdict.VERDICT_BLOCK;
        };
    }
}
