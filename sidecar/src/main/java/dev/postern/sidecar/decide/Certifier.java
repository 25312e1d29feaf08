package dev.postern.sidecar.decide;

import dev.postern.crypto.ContentDigest;
import dev.postern.policy.Template;
import org.jspecify.annotations.Nullable;

/** Says what tells of an answer besides its receipt, once the answer has its name and before its receipt is taken. */
@FunctionalInterface
public interface Certifier {

    /** Nothing does. */
    Certifier NONE = (id, template, policyDigest) -> null;

    /**
     * The digest of what tells of the answer, for its receipt; {@code null} for nothing. Called on the thread that answers,
     * maybe within a lock, so signing has to wait until the answer is out.
     *
     * @param policyDigest of the bundle that answered, empty when none was loaded
     */
    @Nullable
    ContentDigest certify(DecisionId id, Template template, String policyDigest);
}
