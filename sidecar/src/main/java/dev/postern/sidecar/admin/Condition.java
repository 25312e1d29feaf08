package dev.postern.sidecar.admin;

/** Something that must hold before checks are invited. */
public enum Condition {
    /** A good bundle is loaded. */
    BUNDLE("no good bundle is loaded"),
    /** Receipts can be kept. */
    EVIDENCE("the evidence log is not open yet"),
    /** The hot path has been compiled. */
    WARM("not warmed up yet"),
    /** The listeners are open, and nobody has asked the sidecar to stop. */
    SERVING("the listeners are not open yet");

    private final String unmet;

    Condition(String unmet) {
        this.unmet = unmet;
    }

    /** Why it does not hold at first. */
    String unmet() {
        return unmet;
    }
}
