package dev.postern.capability;

import dev.postern.crypto.ContentDigest;
import dev.postern.policy.Check;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import dev.postern.policy.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token whose links are genuine and follow from each other. It still has to count here and now ({@link #standing}), not
 * to be revoked, to be its bearer's, and to grant what is asked: every link must. Immutable but for the limits it counts;
 * thread-safe.
 */
public final class VerifiedToken {

    private final Link[] links;
    private final LinkRules[] rules;
    private final List<ContentDigest> digests;
    private final Value.Fields facts;

    VerifiedToken(List<Link> links) {
        this.links = links.toArray(new Link[0]);
        this.rules = links.stream().map(LinkRules::of).toArray(LinkRules[]::new);
        this.digests = links.stream().map(Link::digest).toList();
        this.facts = TokenFacts.of(links);
    }

    /** Of its links, the issuer's first. */
    public List<ContentDigest> digests() {
        return digests;
    }

    /** What the issuer said. */
    public Grant first() {
        return links[0].grant();
    }

    /** What the link says that its bearer holds. */
    public Grant last() {
        return links[links.length - 1].grant();
    }

    /** Names the token: the digest of its last link. */
    public ContentDigest digest() {
        return digests.get(digests.size() - 1);
    }

    /** What policy may read below {@code capability}. */
    public Value.Fields facts() {
        return facts;
    }

    /** Why it does not count for {@code tenant} at that time; {@code null} when it does. */
    public @Nullable Refusal standing(String tenant, Terms terms, long nowMillis) {
        if (!first().tenant().equals(tenant)) {
            return new Refusal(Reason.CAP_TENANT, 0, "It is for another tenant.");
        }
        for (int i = 0; i < links.length; i++) {
            Grant grant = links[i].grant();
            if (!isFor(grant.audience(), terms)) {
                return new Refusal(Reason.CAP_AUDIENCE, i, "It is meant for somebody else.");
            }
            Reason untimely = grant.lifetime()
                    .refusal(nowMillis, terms.skew().toMillis(), terms.maxAge().toMillis());
            if (untimely != null) {
                return new Refusal(untimely, i, "It does not count now.");
            }
        }
        return null;
    }

    /** Which link is revoked; {@code null} when none is. */
    public @Nullable Refusal revoked(Revocations revocations) {
        for (int i = 0; i < links.length; i++) {
            if (revocations.revokes(
                    rules[i].names(), links[i].grant().lifetime().issuedAt())) {
                return new Refusal(Reason.CAP_REVOKED, i, "It was revoked.");
            }
        }
        return null;
    }

    /** Which link does not grant what is asked; {@code null} when all do. */
    public @Nullable Refusal grants(Check check, Scratch scratch) {
        for (int i = 0; i < rules.length; i++) {
            if (!rules[i].permit(check, scratch)) {
                return new Refusal(Reason.CAP_NOT_GRANTED, i, "It does not grant this action on this resource.");
            }
        }
        return null;
    }

    /** Counts a permitted check against the limits of its links; which of them is exhausted, {@code null} for none. */
    public @Nullable Refusal admit(Check check, LimitCounters counters) {
        for (int i = 0; i < rules.length; i++) {
            if (!rules[i].admit(check, counters)) {
                return new Refusal(Reason.CAP_LIMIT, i, "A limit of it is exhausted.");
            }
        }
        return null;
    }

    private static boolean isFor(List<String> audience, Terms terms) {
        for (int i = 0; i < audience.size(); i++) {
            if (terms.audience().contains(audience.get(i))) {
                return true;
            }
        }
        return false;
    }
}
