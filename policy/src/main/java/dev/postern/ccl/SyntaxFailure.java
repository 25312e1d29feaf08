package dev.postern.ccl;

/** Leaves a statement that cannot be parsed; never leaves {@link Parser}. Has no stack trace. */
final class SyntaxFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Span span;

    SyntaxFailure(Span span, String message) {
        super(message, null, false, false);
        this.span = span;
    }

    Span span() {
        return span;
    }
}
