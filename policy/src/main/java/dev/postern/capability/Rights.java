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

    /** Steps that comparing two links may take: a holder chooses what is compared. */
    private static final long MAX_WORK = 500_000;

    private static final List<ActionPattern> ANY_ACTION = List.of(new ActionPattern("**"));
    private static final List<ResourcePattern> ANY_RESOURCE = List.of(new ResourcePattern("**"));
    private static final Span GENERATED = new Span(1, 1);

    public Rights {
        capabilities = List.copyOf(capabilities);
        scopes = List.copyOf(scopes);
    }

    /** Capabilities and scopes as documents, all of which must permit. */
    List<Document> rules() {
        return capabilities.size() == 1 || scopes.size() == 1
                ? List.of(permits(capabilities, scopes))
                : List.of(permits(capabilities, ANY_RESOURCE), permits(ANY_ACTION, scopes));
    }

    private static @Nullable String excess(Document parent, Document child) {
        List<Violation> wider = Narrowing.violations(parent, child, MAX_WORK);
        return wider.isEmpty() ? null : wider.get(0).message();
    }

    private static Document permits(List<ActionPattern> capabilities, List<ResourcePattern> scopes) {
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
        // All of them permit, so each dimension can be compared by itself: sixteen rules and sixteen, not their
        // product.
        String wider = Coverage.isPlain(parent.actionSegments(), actionSegments())
                ? null
                : excess(permits(parent.capabilities, ANY_RESOURCE), permits(capabilities, ANY_RESOURCE));
        if (wider == null && !Coverage.isPlain(parent.scopeSegments(), scopeSegments())) {
            wider = excess(permits(ANY_ACTION, parent.scopes), permits(ANY_ACTION, scopes));
        }
        if (wider != null) {
            return wider;
        }
        Constraints bound = parent.constraints;
        if (bound == null || bound.equals(constraints)) {
            return null;
        }
        if (constraints == null) {
            return "Child drops the constraints of its parent";
        }
        return excess(bound.document(), constraints.document());
    }

    private List<List<String>> actionSegments() {
        return capabilities.stream().map(ActionPattern::segments).toList();
    }

    private List<List<String>> scopeSegments() {
        return scopes.stream().map(ResourcePattern::segments).toList();
    }
}
