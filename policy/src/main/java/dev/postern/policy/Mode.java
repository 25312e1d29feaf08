package dev.postern.policy;

/** Whether a tenant's denials are enforced. */
public enum Mode {
    ENFORCE,
    /** Everything is evaluated and reported, nothing is denied. */
    SHADOW
}
