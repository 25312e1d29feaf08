package dev.postern.sidecar.grpc;

import dev.postern.policy.Explanation;
import dev.postern.v1.ConsideredRule;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.ExplainResponse;
import dev.postern.v1.NearestMiss;
import org.jspecify.annotations.Nullable;

/** Puts explanations into messages. */
final class Explanations {

    private Explanations() {}

    static ExplainResponse message(DecideResponse decision, @Nullable Explanation explanation) {
        ExplainResponse.Builder message = ExplainResponse.newBuilder().setDecision(decision);
        if (explanation == null) {
            return message.build();
        }
        message.setText(explanation.text());
        for (Explanation.Considered considered : explanation.considered()) {
            message.addConsidered(ConsideredRule.newBuilder()
                    .setRule(AnswerCodec.rule(considered.rule()))
                    .setMatched(considered.matched())
                    .addAllFailed(considered.failed()));
        }
        Explanation.NearestMiss miss = explanation.nearestMiss();
        if (miss != null) {
            message.setNearestMiss(NearestMiss.newBuilder()
                    .setRule(AnswerCodec.rule(miss.rule()))
                    .addAllFailed(miss.failed()));
        }
        return message.build();
    }
}
