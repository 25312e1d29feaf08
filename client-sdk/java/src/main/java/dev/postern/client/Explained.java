package dev.postern.client;

import dev.postern.v1.ConsideredRule;
import dev.postern.v1.ExplainResponse;
import dev.postern.v1.NearestMiss;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer and how it came about.
 *
 * @param answer the answer
 * @param considered rules whose action and resource match, deciding order first; at most 64
 * @param nearestMiss for a denial, the permit rule that came closest, if any
 * @param text the whole story in sentences; empty when the sidecar did not answer
 */
public record Explained(
        Answer answer,
        List<ConsideredRule> considered,
        @Nullable NearestMiss nearestMiss,
        String text) {

    public Explained {
        considered = List.copyOf(considered);
    }

    static Explained of(String questionId, ExplainResponse response) {
        return new Explained(
                Answer.of(questionId, response.getDecision()),
                response.getConsideredList(),
                response.hasNearestMiss() ? response.getNearestMiss() : null,
                response.getText());
    }

    static Explained denied(Answer denial) {
        return new Explained(denial, List.of(), null, "");
    }
}
