package dev.postern.sidecar.evidence;

/** A log that must not be gone on with; what it holds stays as it is. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Opened.Why why;
    private final String says;

    RefusedException(Opened.Why why, String message) {
        super(message);
        this.why = why;
        this.says = message;
    }

    Opened.Why why() {
        return why;
    }

    String says() {
        return says;
    }
}
