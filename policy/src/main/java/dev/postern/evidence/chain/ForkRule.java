package dev.postern.evidence.chain;

import dev.postern.crypto.PublicKey;
import java.util.HashSet;
import java.util.Set;

/**
 * The rule by which everybody who sees the same two branches keeps the same one: clearly earlier wins; of two made at
 * about the same time the one more registered watchers attest; else the smaller root.
 */
public final class ForkRule {

    private static final long MAX_AHEAD_MILLIS = 60_000;
    private static final long MAX_AGE_MILLIS = 24 * 3_600_000L;
    private static final long SAME_TIME_MILLIS = 5 * 60_000;

    private ForkRule() {}

    /**
     * Which of two branches goes on as of {@code nowMillis} since the epoch.
     *
     * @param watchers those whose word counts
     */
    public static ForkResolution resolve(Branch left, Branch right, Set<PublicKey> watchers, long nowMillis) {
        if (!left.parentRoot().equals(right.parentRoot()) || left.height() != right.height()) {
            return new ForkResolution.Refused("the branches continue different states, expected one parent root");
        }
        if (left.nextRoot().equals(right.nextRoot())) {
            return new ForkResolution.Refused("the branches leave the same state, expected two next roots");
        }
        if (!isTimely(left, nowMillis) || !isTimely(right, nowMillis)) {
            return new ForkResolution.Refused(
                    "a branch is from the future or over a day old, expected at most 60 s ahead and 24 h old");
        }
        Set<PublicKey> forLeft = attesting(left, watchers);
        Set<PublicKey> forRight = attesting(right, watchers);
        for (PublicKey watcher : forLeft) {
            if (forRight.contains(watcher)) {
                return new ForkResolution.Equivocation(watcher);
            }
        }
        return decide(left, right, forLeft.size() - forRight.size());
    }

    private static ForkResolution decide(Branch left, Branch right, int moreForLeft) {
        long later = left.timestampMillis() - right.timestampMillis();
        if (Math.abs(later) > SAME_TIME_MILLIS) {
            return new ForkResolution.Resolved(later < 0 ? left : right, ForkResolution.Rule.EARLIER_TIMESTAMP);
        }
        if (moreForLeft != 0) {
            return new ForkResolution.Resolved(moreForLeft > 0 ? left : right, ForkResolution.Rule.MORE_ATTESTATIONS);
        }
        boolean leftIsSmaller = left.nextRoot().compareTo(right.nextRoot()) < 0;
        return new ForkResolution.Resolved(leftIsSmaller ? left : right, ForkResolution.Rule.LEXICOGRAPHIC_TIEBREAK);
    }

    private static boolean isTimely(Branch branch, long nowMillis) {
        return branch.timestampMillis() <= nowMillis + MAX_AHEAD_MILLIS
                && branch.timestampMillis() >= nowMillis - MAX_AGE_MILLIS;
    }

    private static Set<PublicKey> attesting(Branch branch, Set<PublicKey> watchers) {
        Set<PublicKey> attesting = new HashSet<>();
        for (BranchAttestation attestation : branch.attestations()) {
            if (watchers.contains(attestation.watcher()) && attestation.holdsFor(branch)) {
                attesting.add(attestation.watcher());
            }
        }
        return attesting;
    }
}
