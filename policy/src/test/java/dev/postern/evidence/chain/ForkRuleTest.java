package dev.postern.evidence.chain;

import static dev.postern.evidence.chain.ReceiptChainTest.digest;
import static dev.postern.evidence.chain.ReceiptChainTest.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.PublicKey;
import dev.postern.crypto.SigningKey;
import dev.postern.evidence.chain.ForkResolution.Rule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ForkRuleTest {

    private static final long NOW = 1_772_323_200_000L;
    private static final long MINUTE = 60_000;
    private static final ContentDigest PARENT = digest("parent");
    private static final ContentDigest A = smaller();
    private static final ContentDigest B = A.equals(digest("a")) ? digest("b") : digest("a");
    private static final Set<PublicKey> WATCHERS = Set.of(key(1).publicKey(), key(2).publicKey(), key(3).publicKey());

    @Test
    void theClearlyEarlierBranchWinsWhateverWatchersSay() {
        Branch early = branch(B, NOW - 6 * MINUTE);
        Branch attested = branch(A, NOW, key(1), key(2));

        assertThat(resolve(early, attested)).isEqualTo(new ForkResolution.Resolved(early, Rule.EARLIER_TIMESTAMP));
        assertThat(resolve(attested, early)).isEqualTo(new ForkResolution.Resolved(early, Rule.EARLIER_TIMESTAMP));
    }

    @Test
    void fiveMinutesApartIsTheSameTime() {
        Branch early = branch(B, NOW - 5 * MINUTE);
        Branch attested = branch(A, NOW, key(1));

        assertThat(resolve(early, attested)).isEqualTo(new ForkResolution.Resolved(attested, Rule.MORE_ATTESTATIONS));
        Branch earlier = branch(B, NOW - 5 * MINUTE - 1);
        assertThat(resolve(earlier, attested)).isEqualTo(new ForkResolution.Resolved(earlier, Rule.EARLIER_TIMESTAMP));
    }

    @Test
    void onlyDistinctRegisteredWatchersWithAValidSignatureCount() {
        Branch stuffed = branch(B, NOW, key(1), key(1), key(9));
        Branch attested = branch(A, NOW, key(2), key(3));
        assertThat(resolve(stuffed, attested)).isEqualTo(new ForkResolution.Resolved(attested, Rule.MORE_ATTESTATIONS));

        BranchAttestation good = BranchAttestation.sign(key(1), B, PARENT, 5, "2026-03-01T00:00:00Z");
        BranchAttestation moved = new BranchAttestation(
                good.watcher(), A, good.parentRoot(), good.height(), good.timestamp(), good.signature());
        Branch forged = new Branch(PARENT, A, 5, NOW, List.of(moved));
        assertThat(resolve(forged, branch(B, NOW, key(2))))
                .isEqualTo(new ForkResolution.Resolved(branch(B, NOW, key(2)), Rule.MORE_ATTESTATIONS));
    }

    @Test
    void theSmallerRootBreaksATie() {
        assertThat(resolve(branch(B, NOW, key(1)), branch(A, NOW, key(2))))
                .isEqualTo(new ForkResolution.Resolved(branch(A, NOW, key(2)), Rule.LEXICOGRAPHIC_TIEBREAK));
    }

    @Test
    void aWatcherThatSignedBothIsCaught() {
        assertThat(resolve(branch(A, NOW, key(1), key(2)), branch(B, NOW, key(2))))
                .isEqualTo(new ForkResolution.Equivocation(key(2).publicKey()));
    }

    @Test
    void whatIsNoForkOrNotTimelyIsRefused() {
        assertThat(resolve(branch(A, NOW), branch(A, NOW))).isInstanceOf(ForkResolution.Refused.class);
        assertThat(resolve(branch(A, NOW + MINUTE + 1), branch(B, NOW))).isInstanceOf(ForkResolution.Refused.class);
        assertThat(resolve(branch(A, NOW - 24 * 60 * MINUTE - 1), branch(B, NOW)))
                .isInstanceOf(ForkResolution.Refused.class);
        assertThat(resolve(branch(A, NOW + MINUTE), branch(B, NOW))).isInstanceOf(ForkResolution.Resolved.class);
        Branch elsewhere = new Branch(digest("other"), B, 5, NOW, List.of());
        assertThat(resolve(branch(A, NOW), elsewhere)).isInstanceOf(ForkResolution.Refused.class);
    }

    private static ForkResolution resolve(Branch left, Branch right) {
        return ForkRule.resolve(left, right, WATCHERS, NOW);
    }

    private static Branch branch(ContentDigest next, long time, SigningKey... watchers) {
        List<BranchAttestation> attestations = Stream.of(watchers)
                .map(watcher -> BranchAttestation.sign(watcher, next, PARENT, 5, "2026-03-01T00:00:00Z"))
                .toList();
        return new Branch(PARENT, next, 5, time, attestations);
    }

    private static ContentDigest smaller() {
        return digest("a").compareTo(digest("b")) < 0 ? digest("a") : digest("b");
    }
}
