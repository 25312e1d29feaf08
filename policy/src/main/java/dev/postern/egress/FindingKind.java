package dev.postern.egress;

/** Why a finding matters. */
public enum FindingKind {
    /** Opens something: keys, tokens, passwords. */
    SECRET,
    /** Tells who somebody is or how to reach them. */
    PERSONAL,
    /** Found by a detector of the configuration. */
    CUSTOM
}
