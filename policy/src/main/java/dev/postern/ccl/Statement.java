package dev.postern.ccl;

import org.jspecify.annotations.Nullable;

/** One statement of a document. */
public sealed interface Statement {

    ActionPattern action();

    Severity severity();

    /** Where its keyword stands. */
    Span span();

    /** {@code permit} or {@code deny}. */
    record Access(
            Effect effect,
            ActionPattern action,
            ResourcePattern resource,
            @Nullable Condition condition,
            Severity severity,
            Span span)
            implements Statement {}

    /** {@code require}: an obligation reported with every check it matches. */
    record Require(
            ActionPattern action,
            ResourcePattern resource,
            @Nullable Condition condition,
            Severity severity,
            Span span) implements Statement {}

    /**
     * {@code limit}: at most {@code count} permitted checks in each fixed window.
     *
     * @param count from 0
     * @param periodSeconds window length, from 0
     */
    record Limit(ActionPattern action, long count, long periodSeconds, Severity severity, Span span)
            implements Statement {}
}
