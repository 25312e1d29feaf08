package dev.postern.sidecar.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.capability.Possession;
import dev.postern.capability.TokenText;
import dev.postern.capability.TrustSet;
import dev.postern.capability.Verification;
import dev.postern.policy.Reason;
import dev.postern.sidecar.identity.SingleFlight.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class TokenVerificationTest {

    private static final TrustSet TRUST =
            new TrustSet(List.of(new TrustSet.Issuer("acme", List.of(SampleTokens.ISSUER.publicKey()), Set.of())));

    private final SampleTokens tokens = new SampleTokens(1_800_000_000L);
    private final TrustedIssuers issuers = new TrustedIssuers(TRUST);
    private final TokenCounters counters = new TokenCounters();
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final List<Outcome<Verification>> outcomes = new ArrayList<>();
    private int room = 100;

    private final TokenVerification verification =
            new TokenVerification(issuers, new KnownTokens(1 << 20, Runnable::run), this::enqueue, 3, counters);

    @Test
    void verifiesATokenOnceHoweverManyWaitForIt() {
        String text = tokens.text("t-1");
        verification.verify(text, outcomes::add);
        verification.verify(text, outcomes::add);
        assertThat(queue).hasSize(1);
        runAll();
        assertThat(outcomes).hasSize(2).allSatisfy(TokenVerificationTest::assertVerified);
        assertThat(verification.find(text)).isNotNull();
        verification.verify(text, outcomes::add);
        runAll();
        assertThat(counters.verifications()).isEqualTo(1);
        assertThat(verification.waiting()).isZero();
    }

    @Test
    void keepsNothingThatIsNotGenuine() {
        String forged = TokenText.print(tokens.issue("t-1", Possession.BEARER, SampleTokens.key(9)));
        verification.verify(forged, outcomes::add);
        runAll();
        assertThat(verification.find(forged)).isNull();
        assertThat(((Verification.Refused) ((Outcome.Done<Verification>) outcomes.get(0)).result())
                        .refusal()
                        .reason())
                .isEqualTo(Reason.CAP_ISSUER);
    }

    @Test
    void forgetsWhatWasVerifiedWhenKeysChange() {
        String text = tokens.text("t-1");
        assertThat(verification.verifyHere(text)).isInstanceOf(Verification.Verified.class);
        issuers.set(new TrustSet(List.of()));
        assertThat(verification.find(text)).isNull();
        assertThat(verification.verifyHere(text)).isInstanceOf(Verification.Refused.class);
        issuers.set(TRUST);
        assertThat(verification.verifyHere(text)).isInstanceOf(Verification.Verified.class);
    }

    @Test
    void refusesForLoadRatherThanWaitWithoutBound() {
        room = 1;
        verification.verify(tokens.text("t-1"), outcomes::add);
        verification.verify(tokens.text("t-2"), outcomes::add);
        assertThat(outcomes).containsExactly(new Outcome.Overload<>());
        verification.verify(tokens.text("t-1"), outcomes::add);
        verification.verify(tokens.text("t-1"), outcomes::add);
        assertThat(outcomes).hasSize(1);
        verification.verify(tokens.text("t-1"), outcomes::add);
        assertThat(outcomes).hasSize(2).last().isInstanceOf(Outcome.Overload.class);
        runAll();
        assertThat(outcomes).hasSize(5);
        assertThat(verification.waiting()).isZero();
    }

    @Test
    void boundsWhatItKeeps() {
        KnownTokens few = new KnownTokens(20_000, Runnable::run);
        TokenVerification bounded = new TokenVerification(issuers, few, Runnable::run, 3, counters);
        for (int i = 0; i < 50; i++) {
            bounded.verifyHere(tokens.text("t-" + i));
        }
        assertThat(few.size()).isBetween(1L, 5L);
    }

    private void enqueue(Runnable task) {
        if (queue.size() >= room) {
            throw new RejectedExecutionException();
        }
        queue.add(task);
    }

    private void runAll() {
        while (!queue.isEmpty()) {
            queue.remove().run();
        }
    }

    private static void assertVerified(Outcome<Verification> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(((Outcome.Done<Verification>) outcome).result()).isInstanceOf(Verification.Verified.class);
    }
}
