package dev.postern.policy;

import dev.postern.ccl.Span;

/** A literal its operator cannot take; the message says why and what was expected. Never leaves compilation. */
final class InvalidLiteral extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Span span;
    private final String message;

    InvalidLiteral(Span span, String message) {
        super(message);
        this.span = span;
        this.message = message;
    }

    String message() {
        return message;
    }

    /** Where the comparison stands. */
    Span span() {
        return span;
    }
}
