package dev.postern.capability;

import dev.postern.crypto.PublicKey;
import dev.postern.policy.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens: that each link is signed by whom it must be, the first by an issuer of the trust set and every other
 * by the holder that the one before names, and that none is wider than the one before. Whether a token counts here and
 * now is {@link VerifiedToken}'s to say. Immutable and thread-safe; takes about one Ed25519 verification a link.
 */
public final class TokenVerifier {

    private final TrustSet trust;

    public TokenVerifier(TrustSet trust) {
        this.trust = trust;
    }

    public Verification verify(TokenResult result) {
        return result instanceof TokenResult.Unreadable unreadable
                ? new Verification.Refused(Refusal.of(unreadable.reason(), unreadable.message()))
                : verify(((TokenResult.Read) result).token());
    }

    public Verification verify(Token token) {
        List<Link> links = token.links();
        Refusal refusal = first(links.get(0));
        for (int i = 1; i < links.size() && refusal == null; i++) {
            refusal = next(links.get(i - 1), links.get(i), i);
        }
        return refusal == null
                ? new Verification.Verified(new VerifiedToken(links))
                : new Verification.Refused(refusal);
    }

    private @Nullable Refusal first(Link link) {
        Grant grant = link.grant();
        TrustSet.Issuer issuer = trust.issuer(grant.issuer());
        PublicKey key = issuer == null ? null : issuer.key(link.keyId());
        if (issuer == null || key == null) {
            return new Refusal(Reason.CAP_ISSUER, 0, "Its issuer, or the key it names, is not trusted.");
        }
        if (!key.verify(link.signed(), link.signature())) {
            return forged(0);
        }
        if (!issuer.speaksFor(grant.tenant())) {
            return new Refusal(Reason.CAP_ISSUER, 0, "Its issuer is not trusted for its tenant.");
        }
        return grant.parent() == null ? null : new Refusal(Reason.CAP_CHAIN, 0, "Its parent is missing.");
    }

    private static @Nullable Refusal next(Link parent, Link link, int index) {
        PublicKey holder = parent.grant().possession().holder();
        if (holder == null || !link.keyId().equals(holder.keyId())) {
            return new Refusal(Reason.CAP_CHAIN, index, "It is not signed by the holder of its parent.");
        }
        return holder.verify(link.signed(), link.signature())
                ? ChainRules.refusal(parent, link.grant(), index)
                : forged(index);
    }

    private static Refusal forged(int index) {
        return new Refusal(Reason.CAP_SIGNATURE, index, "Its signature is not genuine.");
    }
}
