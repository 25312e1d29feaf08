package dev.postern.sidecar.covenant;

import dev.postern.covenant.Covenant;
import java.util.Collection;

/** What every store demands of what it keeps. */
final class Fitness {

    private static final int ID_DIGITS = 64;

    private Fitness() {}

    static void require(Collection<Covenant> covenants) throws UnfitCovenantException {
        for (Covenant covenant : covenants) {
            if (!isId(covenant.id())) {
                throw new UnfitCovenantException(
                        "id '" + covenant.id() + "', expected " + ID_DIGITS + " lower-case hexadecimal digits");
            }
            if (covenant.constraints().isBlank()
                    || covenant.issuer().id().isEmpty()
                    || covenant.beneficiary().id().isEmpty()) {
                throw new UnfitCovenantException(
                        "covenant " + covenant.id() + " lacks constraints, issuer or beneficiary, expected all three");
            }
        }
    }

    /** Whether anything can be kept by that id. */
    static boolean isId(String id) {
        return id.length() == ID_DIGITS && id.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
