package dev.postern.sidecar.egress;

import com.google.protobuf.ByteString;
import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.SigningKey;
import dev.postern.egress.EgressCertificate;
import dev.postern.policy.Template;
import dev.postern.sidecar.decide.Certifier;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionId;
import org.jspecify.annotations.Nullable;

/**
 * The certificate of one answer: what it says is settled before the receipt is taken, which names it by its digest, and
 * signed when the answer is out. Used by one thread after another.
 */
sealed interface Certification extends Certifier {

    /** No certificate. */
    Certification NONE = new None();

    /** The envelope, as JSON; empty for none. */
    ByteString signed(Decision decision);

    /** Says what a certificate says. */
    @FunctionalInterface
    interface Wording {
        EgressCertificate of(DecisionId id, Template template, String policyDigest);
    }

    /** Makes none. */
    record None() implements Certification {
        @Override
        public @Nullable ContentDigest certify(DecisionId id, Template template, String policyDigest) {
            return null;
        }

        @Override
        public ByteString signed(Decision decision) {
            return ByteString.EMPTY;
        }
    }

    /** Makes one. */
    final class Signing implements Certification {
        private final SigningKey key;
        private final Wording wording;
        private @Nullable Template about;
        private @Nullable CanonicalBytes text;

        Signing(SigningKey key, Wording wording) {
            this.key = key;
            this.wording = wording;
        }

        @Override
        public ContentDigest certify(DecisionId id, Template template, String policyDigest) {
            return settle(id, template, policyDigest).digest();
        }

        /** Of what was answered, which is another than was settled where the receipt could not be had. */
        @Override
        @SuppressWarnings("ReferenceEquality") // whatever came after puts another template in its place
        public ByteString signed(Decision decision) {
            CanonicalBytes settled = text;
            if (settled == null || about != decision.template()) {
                settled = settle(decision.id(), decision.template(), decision.policyDigest());
            }
            return ByteString.copyFrom(EgressCertificate.sign(settled, key));
        }

        private CanonicalBytes settle(DecisionId id, Template template, String policyDigest) {
            CanonicalBytes settled = wording.of(id, template, policyDigest).text();
            about = template;
            text = settled;
            return settled;
        }
    }
}
