package dev.postern.capability;

import dev.postern.crypto.PublicKey;
import dev.postern.policy.Reason;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/** Whether one link follows from another: signed by its holder, about the same bearer, and in nothing wider. */
final class ChainRules {

    private ChainRules() {}

    /** Why {@code child}, at {@code index}, does not follow from {@code parent}; {@code null} when it does. */
    static @Nullable Refusal refusal(Link parent, Grant child, int index) {
        String broken = detached(parent, child);
        if (broken != null) {
            return new Refusal(Reason.CAP_CHAIN, index, broken);
        }
        String wider = wider(parent.grant(), child);
        return wider == null ? null : new Refusal(Reason.CAP_WIDENED, index, wider);
    }

    private static @Nullable String detached(Link parent, Grant child) {
        Grant above = parent.grant();
        PublicKey holder = above.possession().holder();
        if (holder == null) {
            return "Its parent names no holder who could narrow it.";
        }
        if (!child.issuer().equals(Grant.signer(holder.keyId()))) {
            return "It was not issued by the holder of its parent.";
        }
        if (!parent.digest().equals(child.parent())) {
            return "It names another parent.";
        }
        if (!child.tenant().equals(above.tenant()) || !child.subject().equals(above.subject())) {
            return "It is for another tenant or subject than its parent.";
        }
        return child.claims().isEmpty() ? null : "It makes claims, which only the first link may.";
    }

    private static @Nullable String wider(Grant parent, Grant child) {
        if (!child.lifetime().isWithin(parent.lifetime())) {
            return "It lives longer than its parent.";
        }
        if (!new HashSet<>(parent.audience()).containsAll(child.audience())) {
            return "It is for an audience that its parent is not for.";
        }
        if (parent.possession().isDemanded() && !child.possession().isDemanded()) {
            return "It demands no proof of possession, as its parent does.";
        }
        return child.rights().excessOver(parent.rights());
    }
}
