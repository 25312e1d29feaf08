package dev.postern.sidecar.identity;

import dev.postern.capability.Possession;
import dev.postern.capability.Proof;
import dev.postern.capability.Refusal;
import dev.postern.capability.Terms;
import dev.postern.capability.TokenCredential;
import dev.postern.capability.TokenRefusal;
import dev.postern.capability.VerifiedToken;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Sha256;
import dev.postern.policy.Check;
import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import dev.postern.sidecar.revocation.RevocationView;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * Whether a genuine token counts for the check it came with: not revoked, in time, for this tenant and place, in the name
 * of its subject, and shown by whose it is. Thread-safe.
 */
final class TokenRules {

    private final Terms terms;
    private final HeaderName proofHeader;
    private final long proofAgeMillis;
    private final SpentProofs spent;
    private final RevocationView revocations;
    private final TokenCounters counters;

    TokenRules(CapabilityConfig config, RevocationView revocations, TokenCounters counters) {
        this.terms = config.terms();
        this.proofHeader = config.proofHeader();
        this.proofAgeMillis = config.proofs().age().toMillis();
        this.spent = new SpentProofs(config.proofs().age(), config.proofs().most());
        this.revocations = revocations;
        this.counters = counters;
    }

    /** Whether looking at a proof is part of the rules: that takes a signature's verification. */
    static boolean demandsProof(VerifiedToken token) {
        return token.last().possession().proven();
    }

    /** The check in the name of the token's bearer, or with nothing permitted. */
    Check apply(Check check, Shown shown, VerifiedToken token) {
        Refusal refusal = refusal(check, shown, token);
        if (refusal != null) {
            return check.with(new TokenRefusal(refusal));
        }
        Check asked = shown.isAsserted() ? check : check.by(Principal.NOBODY);
        return new TokenCredential(token).on(asked);
    }

    private @Nullable Refusal refusal(Check check, Shown shown, VerifiedToken token) {
        if (revocations.isStale()) {
            return Refusal.of(Reason.CAP_REVOCATION_STALE, "What is known of revocations is too old.");
        }
        Refusal refusal = token.revoked(revocations);
        refusal = refusal != null ? refusal : token.standing(check.tenant(), terms, check.nowMillis());
        if (refusal != null) {
            return refusal;
        }
        String principal = check.principal().id();
        if (shown.isAsserted()
                && !principal.isEmpty()
                && !principal.equals(token.first().subject())) {
            return Refusal.of(Reason.CAP_SUBJECT, "The principal is not its subject.");
        }
        Possession possession = token.last().possession();
        if (possession.certificate() != null && !possession.certificate().equals(key(shown.certificate()))) {
            return Refusal.of(Reason.CAP_PROOF, "It is bound to another key than the peer's certificate has.");
        }
        return possession.proven() ? unproven(check, shown, token) : null;
    }

    private @Nullable Refusal unproven(Check check, Shown shown, VerifiedToken token) {
        String header = shown.header(proofHeader);
        Proof proof = Proof.parse(shown.proof().isEmpty() && header != null ? header : shown.proof());
        var holder = token.last().possession().holder();
        if (proof == null || holder == null) {
            return Refusal.of(Reason.CAP_PROOF, "It demands a proof of possession, and none came.");
        }
        long age = check.nowMillis() - proof.signedAt();
        if (age > proofAgeMillis || age < -proofAgeMillis) {
            return Refusal.of(Reason.CAP_PROOF, "The proof of possession was not signed just now.");
        }
        counters.proofs.increment();
        if (!proof.isBy(holder, token.digest(), check.action(), check.resource())) {
            return Refusal.of(Reason.CAP_PROOF, "The proof of possession is not for this use of it.");
        }
        return switch (spent.spend(holder.keyId(), proof.nonce(), check.nowMillis())) {
            case SPENT -> null;
            case AGAIN -> Refusal.of(Reason.CAP_REPLAYED, "The proof of possession was used before.");
            case FULL -> Refusal.of(Reason.CAP_OVERLOAD, "Too many proofs of possession came lately.");
        };
    }

    private static @Nullable ContentDigest key(@Nullable X509Certificate certificate) {
        return certificate == null ? null : Sha256.of(certificate.getPublicKey().getEncoded());
    }
}
