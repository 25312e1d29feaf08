package dev.postern.sidecar.egress;

import dev.postern.egress.Direction;
import dev.postern.egress.label.Labels;
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
        boolean certified,
        long nowMillis) {

    public EgressQuestion {
        destinations = List.copyOf(destinations);
        context = Map.copyOf(context);
    }
}
