package dev.postern.sidecar.cli.ask;

import dev.postern.policy.Reason;

/** Leaves the reader of a check from any depth; never leaves {@link QuestionReader} and {@link Values}' callers. */
final class InputException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    InputException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    static InputException malformed(String message) {
        return new InputException(Reason.INPUT_MALFORMED, message);
    }

    Reason reason() {
        return reason;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
