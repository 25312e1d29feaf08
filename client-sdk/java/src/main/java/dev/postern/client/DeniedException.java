package dev.postern.client;

/** Thrown where the caller asked for a denial to be one. */
public final class DeniedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    DeniedException(Answer answer) {
        super("denied: " + answer.reason() + (answer.detail().isEmpty() ? "" : " (" + answer.detail() + ")"));
        this.answer = answer;
    }

    /** The denial. */
    public Answer answer() {
        return answer;
    }
}
