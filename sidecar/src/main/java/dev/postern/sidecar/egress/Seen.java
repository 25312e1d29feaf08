package dev.postern.sidecar.egress;

import dev.postern.egress.Inspection;
import dev.postern.egress.label.Labels;
import dev.postern.sidecar.decide.Basis;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one content, and what of it can leave.
 *
 * @param basis whose scan it was, where it was known
 * @param carried labels of the content and its session, {@code null} when the session cannot be remembered
 * @param redactable whether the content can be redacted where it is now
 * @param released digest of what leaves on each verdict, for certificates
 */
record Seen(
        Inspection inspection,
        Basis basis,
        @Nullable Labels carried,
        boolean redactable,
        Certificates.Released released) {}
