package dev.postern.sidecar.egress;

import com.google.protobuf.ByteString;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.SigningKey;
import dev.postern.egress.EgressCertificate;
import dev.postern.egress.Verdict;
import dev.postern.policy.RuleRef;
import dev.postern.sidecar.decide.Decision;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs what was answered. Thread-safe.
 *
 * @param key to sign with, {@code null} where no certificates are made
 */
record Certificates(@Nullable SigningKey key) {

    /** What leaves on a verdict. */
    @FunctionalInterface
    interface Released {
        Optional<ContentDigest> on(Verdict verdict);
    }

    /** The certificate of one answer; empty where it is not asked for or none are made. */
    ByteString sign(
            EgressQuestion question,
            Case opened,
            Decision decision,
            Verdict verdict,
            String reason,
            @Nullable RuleRef rule,
            Released released) {
        SigningKey signer = key;
        if (signer == null || !question.certified()) {
            return ByteString.EMPTY;
        }
        byte[] signed = new EgressCertificate(
                        decision.id().toString(),
                        Math.floorDiv(question.nowMillis(), 1000L),
                        question.tenant(),
                        question.principal().id(),
                        opened.facts(),
                        opened.flow(),
                        verdict,
                        reason,
                        rule,
                        released.on(verdict).orElse(null),
                        decision.policyDigest())
                .signed(signer);
        return ByteString.copyFrom(signed);
    }
}
