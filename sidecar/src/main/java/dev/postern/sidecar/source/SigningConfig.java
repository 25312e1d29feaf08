package dev.postern.sidecar.source;

import java.util.List;

/**
 * Who must have signed a bundle.
 *
 * @param signers public keys of whom a bundle's signer must be one: 64 hexadecimal digits, or files of PEM or 32 raw bytes;
 *     empty: it may be anybody
 * @param unsigned whether a bundle that nobody signed is taken
 */
public record SigningConfig(List<String> signers, Unsigned unsigned) {

    public static final SigningConfig DEFAULTS = new SigningConfig(List.of(), Unsigned.ALLOW);

    public SigningConfig {
        signers = List.copyOf(signers);
        if (signers.isEmpty() && unsigned == Unsigned.FORBID) {
            throw new IllegalArgumentException("unsigned bundles are forbidden, expected at least one signer to trust");
        }
    }

    /** What becomes of a bundle that nobody signed. */
    public enum Unsigned {
        ALLOW,
        FORBID
    }
}
