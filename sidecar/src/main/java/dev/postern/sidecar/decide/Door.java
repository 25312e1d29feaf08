package dev.postern.sidecar.decide;

/** How a check came in. */
public enum Door {
    DECIDE("decide"),
    BATCH("batch"),
    EXPLAIN("explain"),
    EXT_AUTHZ("ext_authz"),
    EGRESS("egress"),
    EXT_PROC("ext_proc"),
    CAPABILITY("capability"),
    /** No door: a cached answer was compared with a fresh one. */
    SHADOW("shadow");

    private final String label;

    Door(String label) {
        this.label = label;
    }

    /** Its name in metrics and logs. */
    public String label() {
        return label;
    }
}
