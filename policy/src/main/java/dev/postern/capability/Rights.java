package dev.postern.capability;

import dev.postern.ccl.ActionPattern;
import dev.postern.ccl.Document;
import dev.postern.ccl.Effect;
import dev.postern.ccl.Narrowing;
import dev.postern.ccl.ResourcePattern;
import dev.postern.ccl.Severity;
import dev.postern.ccl.Span;
import dev.postern.ccl.Statement;
import dev.postern.ccl.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a link grants: each of its capabilities on each of its scopes, as far as its constraints permit.
 *
 * @param capabilities patterns of actions, such as {@code file.*}; at least one
 * @param scopes patterns of resources, such as {@code /docs/**}; at least one
 * @param constraints {@code null} for none
 */
public record Rights(
        List<ActionPattern> capabilities,
        List<ResourcePattern> scopes,
        @Nullable Constraints constraints) {

    /** The most capabilities, and the most scopes. */
    public static final int MAX_PATTERNS = 16;

    private static final Span GENERATED = new Span(1, 1);

    public Rights {
        capabilities = List.copyOf(capabilities);
        scopes = List.copyOf(scopes);
    }

    /** Capabilities and scopes as the rules they stand for. */
    Document rules() {
        List<Statement> permits = new ArrayList<>(capabilities.size() * scopes.size());
        for (ActionPattern action : capabilities) {
            for (ResourcePattern resource : scopes) {
                permits.add(new Statement.Access(Effect.PERMIT, action, resource, null, Severity.HIGH, GENERATED));
            }
        }
        return new Document(permits);
    }

    /** How these rights are wider than the {@code parent}'s, for people; {@code null} when they are not. */
    @Nullable
    String excessOver(Rights parent) {
        if (!capabilities.equals(parent.capabilities) || !scopes.equals(parent.scopes)) {
            List<Violation> wider = Narrowing.violations(parent.rules(), rules());
            if (!wider.isEmpty()) {
                return wider.get(0).message();
            }
        }
        Constraints bound = parent.constraints;
        if (bound == null || bound.equals(constraints)) {
            return null;
        }
        if (constraints == null) {
            return "Child drops the constraints of its parent";
        }
        List<Violation> wider = Narrowing.violations(bound.document(), constraints.document());
        return wider.isEmpty() ? null : wider.get(0).message();
    }
}
