package dev.postern.ccl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Puts a parent's and a child's statements into one document. */
public final class Merge {

    private Merge() {}

    /**
     * Denies, permits (the child's first), obligations, then limits, of which each action keeps the one with the lowest
     * count. The parent's permits are kept, so the merged document alone does <em>not</em> hold a child to its narrower
     * permits: a chain is enforced by evaluating each of its documents and requiring all of them to permit.
     */
    public static Document merge(Document parent, Document child) {
        List<Statement> statements = new ArrayList<>();
        access(Effect.DENY, parent, child).forEach(statements::add);
        access(Effect.PERMIT, child, parent).forEach(statements::add);
        of(Statement.Require.class, parent, child).forEach(statements::add);
        Map<ActionPattern, Statement.Limit> limits = new LinkedHashMap<>();
        of(Statement.Limit.class, parent, child)
                .forEach(limit -> limits.merge(limit.action(), limit, Merge::lowerCount));
        statements.addAll(limits.values());
        return new Document(statements);
    }

    private static Stream<Statement.Access> access(Effect effect, Document first, Document second) {
        return of(Statement.Access.class, first, second).filter(rule -> rule.effect() == effect);
    }

    private static <S extends Statement> Stream<S> of(Class<S> kind, Document first, Document second) {
        return Stream.of(first, second)
                .flatMap(document -> document.statements().stream())
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    private static Statement.Limit lowerCount(Statement.Limit first, Statement.Limit second) {
        return second.count() < first.count() ? second : first;
    }
}
