package dev.postern.policy;

import dev.postern.ccl.ResourcePattern;
import java.util.Map;

/**
 * One question: may this principal do this action to this resource?
 *
 * @param tenant whose rules answer
 * @param principal who asks
 * @param action dot-separated
 * @param resource slash-separated and already canonical
 * @param context the caller's attributes; holds no reserved root
 * @param facts the attributes under reserved roots other than {@code principal}, as the door knows them; a door never
 *     answers {@code env} here, the command line may
 * @param nowMillis the time of the check, milliseconds since the epoch
 * @param credential what the bearer showed; it narrows what policy permits
 */
public record Check(
        String tenant,
        Principal principal,
        String action,
        String resource,
        Map<String, Value> context,
        Attributes facts,
        long nowMillis,
        Credential credential) {

    public static final String DEFAULT_TENANT = "default";

    /** A check with which nothing was shown. */
    public Check(
            String tenant,
            Principal principal,
            String action,
            String resource,
            Map<String, Value> context,
            Attributes facts,
            long nowMillis) {
        this(tenant, principal, action, resource, context, facts, nowMillis, Credential.NONE);
    }

    /** Whether a resource pattern stands for its resource, as that of a rule would. */
    public boolean isOf(ResourcePattern pattern) {
        return HostNames.matches(pattern, this);
    }

    /** The same check with what its bearer showed. */
    public Check with(Credential shown) {
        return new Check(tenant, principal, action, resource, context, facts, nowMillis, shown);
    }

    /** The same check asked by somebody else. */
    public Check by(Principal other) {
        return new Check(tenant, other, action, resource, context, facts, nowMillis, credential);
    }

    /** The same check with other facts, such as the same ones being watched. */
    public Check withFacts(Attributes other) {
        return new Check(tenant, principal, action, resource, context, other, nowMillis, credential);
    }
}
