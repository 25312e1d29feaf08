package dev.postern.evidence.session;

import org.jspecify.annotations.Nullable;

/** What a bundle gathers. */
public enum ArtefactKind {
    /** The bytes of a receipt's leaf. */
    RECEIPT("receipt"),
    /** A proof that a receipt is in the log, with its checkpoint. */
    PROOF("proof"),
    /** A certificate of what was let out. */
    EGRESS_CERTIFICATE("egress_certificate"),
    /** The digest of a token; the token itself stays where it is. */
    TOKEN("token");

    private final String label;

    ArtefactKind(String label) {
        this.label = label;
    }

    /** Its name in a bundle. */
    public String label() {
        return label;
    }

    /** Whether a bundle holds the bytes, not the digest alone. */
    boolean hasContent() {
        return this != TOKEN;
    }

    static @Nullable ArtefactKind parse(String label) {
        for (ArtefactKind kind : values()) {
            if (kind.label.equals(label)) {
                return kind;
            }
        }
        return null;
    }
}
