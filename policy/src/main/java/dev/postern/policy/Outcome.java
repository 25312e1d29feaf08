package dev.postern.policy;

/** The two answers. */
public enum Outcome {
    ALLOW,
    DENY
}
