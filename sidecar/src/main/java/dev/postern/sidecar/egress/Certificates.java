package dev.postern.sidecar.egress;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.SigningKey;
import dev.postern.egress.EgressCertificate;
import dev.postern.egress.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes certificates of what is answered. Thread-safe.
 *
 * @param key to sign with, {@code null} where no certificates are made
 */
record Certificates(@Nullable SigningKey key) {

    /** What leaves on a verdict. */
    @FunctionalInterface
    interface Released {
        Optional<ContentDigest> on(Verdict verdict);
    }

    /** The certificate of one answer, which is none where it is not asked for or none are made. */
    Certification of(EgressQuestion question, Case opened, Released released) {
        SigningKey signer = key;
        return signer == null || !question.certified()
                ? Certification.NONE
                : new Certification.Signing(signer, wording(question, opened, released));
    }

    /** What leaves is hashed here and not where the certificate is worded, which may be within a lock. */
    private static Certification.Wording wording(EgressQuestion question, Case opened, Released released) {
        ContentDigest allowed = released.on(Verdict.ALLOW).orElse(null);
        ContentDigest redacted = opened.content().verdict() == Verdict.REDACT
                ? released.on(Verdict.REDACT).orElse(null)
                : null;
        return (id, template, policyDigest) -> {
            Ruling ruling = Ruling.of(template, opened.content());
            return new EgressCertificate(
                    id.toString(),
                    Math.floorDiv(question.nowMillis(), 1000L),
                    question.tenant(),
                    question.principal().id(),
                    opened.facts(),
                    opened.flow(),
                    ruling.verdict(),
                    ruling.reason(),
                    ruling.rule(),
                    switch (ruling.verdict()) {
                        case ALLOW -> allowed;
                        case REDACT -> redacted;
                        case BLOCK -> null;
                    },
                    policyDigest);
        };
    }
}
