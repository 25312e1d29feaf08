package dev.postern.sidecar.egress;

import dev.postern.egress.Direction;
import dev.postern.egress.label.Labels;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Credential;
import dev.postern.policy.Principal;
import dev.postern.policy.Value;
import java.util.List;
import java.util.Map;

/**
 * Everything about a content but the content.
 *
 * @param tenant whose rules answer
 * @param principal who wants it to leave
 * @param destinations as they were written
 * @param labels of the content
 * @param session empty for none
 * @param context the caller's attributes
 * @param facts what the door knows besides
 * @param credential what the bearer showed
 * @param certified whether each answer comes with a certificate
 * @param nowMillis the time of the question
 */
public record EgressQuestion(
        String tenant,
        Principal principal,
        List<String> destinations,
        Labels labels,
        String session,
        Direction direction,
        Map<String, Value> context,
        Attributes facts,
        Credential credential,
        boolean certified,
        long nowMillis) {

    public EgressQuestion {
        destinations = List.copyOf(destinations);
        context = Map.copyOf(context);
    }

    /** The question in the name of whoever {@code check} was found to be by, with what was proved of them. */
    EgressQuestion by(Check check) {
        return new EgressQuestion(
                tenant,
                check.principal(),
                destinations,
                labels,
                session,
                direction,
                context,
                check.facts(),
                check.credential(),
                certified,
                nowMillis);
    }

    /** The question about what comes back; labels of the request are not those of its answer. */
    EgressQuestion ofResponse() {
        return new EgressQuestion(
                tenant,
                principal,
                destinations,
                Labels.NONE,
                session,
                Direction.RESPONSE,
                context,
                facts,
                credential,
                certified,
                nowMillis);
    }
}
