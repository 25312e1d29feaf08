package dev.postern.covenant;

import java.util.Locale;

/** The checks of one document, in the order in which they are reported. A document is valid when all of them pass. */
public enum CovenantCheck {
    /** The id is the SHA-256 of the canonical bytes. */
    ID_MATCH,
    /** The issuer's key signed the canonical bytes. */
    SIGNATURE_VALID,
    /** There is no end, or it is yet to come. */
    NOT_EXPIRED,
    /** There is no beginning, or it has come. */
    ACTIVE,
    /** The constraints are CCL of at most {@link Covenant#MAX_STATEMENTS} statements. */
    CCL_PARSES,
    /** No enforcement is named, or a known one. */
    ENFORCEMENT_VALID,
    /** No proof is named, or a known one. */
    PROOF_VALID,
    /** It is a root, or its depth is from 1 to {@link Covenant#MAX_DEPTH}. */
    CHAIN_DEPTH,
    /** Its compact JSON has at most {@link Covenant#MAX_BYTES} bytes. */
    DOCUMENT_SIZE,
    /** Every countersignature was made by the key it names. */
    COUNTERSIGNATURES,
    /** The nonce has 64 hexadecimal digits. */
    NONCE_PRESENT;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The stable name, in lower case: {@code id_match}. */
    public String label() {
        return label;
    }
}
