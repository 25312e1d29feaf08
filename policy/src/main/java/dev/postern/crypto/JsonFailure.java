package dev.postern.crypto;

/** Leaves a text that cannot be parsed; never leaves {@link JsonParser}. Has no stack trace. */
final class JsonFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient JsonError error;

    JsonFailure(JsonError.Kind kind, int offset, String message) {
        super(message, null, false, false);
        this.error = new JsonError(kind, offset, message);
    }

    JsonError error() {
        return error;
    }
}
