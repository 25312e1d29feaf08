package dev.postern.sidecar.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.capability.Possession;
import dev.postern.capability.Revocation;
import dev.postern.capability.RevocationName;
import dev.postern.capability.RevocationTable;
import dev.postern.capability.Terms;
import dev.postern.capability.Token;
import dev.postern.capability.TokenText;
import dev.postern.capability.TrustSet;
import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Principal;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.decide.Faults;
import dev.postern.sidecar.revocation.RevocationView;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TokenIdentificationTest {

    private static final long NOW = 1_800_000_000L;

    private final SampleTokens tokens = new SampleTokens(NOW);
    private final RevocationView revocations = new RevocationView(
            new RevocationTable(10), Duration.ofSeconds(1), System::nanoTime, InstantSource.system());
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService verifier = Executors.newSingleThreadExecutor();
    private final Faults faults = new Faults();
    private boolean required;
    private boolean full;
    private @Nullable ScheduledExecutorService own = loop;

    @AfterEach
    void stop() {
        loop.shutdownNow();
        verifier.shutdownNow();
    }

    @Test
    void aTokenSeenBeforeIsDealtWithAtOnce() throws Exception {
        TokenIdentification identification = identification();
        Shown shown = bearer(tokens.text("t-1"));
        assertThat(identification.now(check(), shown)).isNull();
        assertThat(reason(later(identification, shown))).isNull();
        Check known = Objects.requireNonNull(identification.now(check(), shown));
        assertThat(reason(known)).isNull();
        assertThat(known.principal().id()).isEqualTo("agent-7");
        assertThat(identification.counters().known()).isEqualTo(1);
        assertThat(identification.counters().verifications()).isEqualTo(1);
    }

    @Test
    void withoutATokenTheCheckStaysAsItIsUnlessOneIsRequired() {
        Check check = check();
        assertThat(identification().now(check, Shown.NOTHING)).isSameAs(check);
        assertThat(identification().now(check, header("authorization", "Bearer eyJhbGciOi")))
                .isSameAs(check);
        required = true;
        assertThat(reason(identification().now(check, Shown.NOTHING))).isEqualTo(Reason.CAP_MISSING);
        assertThat(identification().unrequired().now(check, Shown.NOTHING)).isSameAs(check);
    }

    @Test
    void readsBearerCredentialsInAnyCase() {
        TokenIdentification identification = identification();
        own = null;
        String text = tokens.text("t-1");
        for (String credentials : List.of("Bearer " + text, "bearer " + text, "BEARER   " + text)) {
            assertThat(reason(here(identification, header("authorization", credentials))))
                    .isNull();
        }
        assertThat(reason(here(identification, header("authorization", "Bearer " + text + ",Bearer " + text))))
                .isEqualTo(Reason.CAP_MALFORMED);
    }

    @Test
    void revokingCountsAtOnceAlsoForATokenSeenBefore() {
        TokenIdentification identification = identification();
        own = null;
        Shown shown = bearer(tokens.text("t-1"));
        assertThat(reason(here(identification, shown))).isNull();
        revocations.add(new Revocation.OfToken(RevocationName.ofToken("t-1")));
        assertThat(reason(identification.now(check(), shown))).isEqualTo(Reason.CAP_REVOKED);
    }

    @Test
    void anAssertedPrincipalIsTheSubjectAndAMeshPeerIsReplacedByIt() {
        TokenIdentification identification = identification();
        own = null;
        Shown shown = bearer(tokens.text("t-1"));
        Check asserted = check().by(Principal.of("somebody"));
        assertThat(reason(identify(identification, asserted, shown))).isEqualTo(Reason.CAP_SUBJECT);
        Shown mesh = new Shown() {
            @Override
            public @Nullable String header(HeaderName name) {
                return shown.header(name);
            }

            @Override
            public boolean isAsserted() {
                return false;
            }
        };
        Check meant = identify(identification, asserted, mesh);
        assertThat(reason(meant)).isNull();
        assertThat(meant.principal().id()).isEqualTo("agent-7");
    }

    @Test
    void aProofServesOnceForItsUse() {
        TokenIdentification identification = identification();
        own = null;
        Token token = tokens.issue("t-1", new Possession(SampleTokens.HOLDER.publicKey(), true, null));
        String proof = SampleTokens.proof(token, "file.read", "/docs/42", NOW * 1000, 1);
        assertThat(reason(here(identification, bearer(TokenText.print(token))))).isEqualTo(Reason.CAP_PROOF);
        assertThat(identification.now(check(), proven(token, proof))).isNull();
        assertThat(reason(here(identification, proven(token, proof)))).isNull();
        assertThat(reason(here(identification, proven(token, proof)))).isEqualTo(Reason.CAP_REPLAYED);
        for (long off : new long[] {-30_001, 30_001}) {
            String untimely = SampleTokens.proof(token, "file.read", "/docs/42", NOW * 1000 + off, off);
            assertThat(reason(here(identification, proven(token, untimely)))).isEqualTo(Reason.CAP_PROOF);
        }
        String elsewhere = SampleTokens.proof(token, "file.read", "/docs/43", NOW * 1000, 2);
        assertThat(reason(here(identification, proven(token, elsewhere)))).isEqualTo(Reason.CAP_PROOF);
    }

    @Test
    void oneCallersDeadlineDoesNotEndTheWaitOfAnother() throws Exception {
        TokenIdentification identification = identification();
        CountDownLatch hold = new CountDownLatch(1);
        verifier.execute(() -> awaitUninterrupted(hold));
        Shown shown = bearer(tokens.text("t-1"));
        Answers hasty = new Answers(1);
        Answers patient = new Answers(1);
        long soon = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
        loop.submit(() -> identification.later(check(), shown, () -> soon, hasty::add))
                .get();
        loop.submit(() -> identification.later(check(), shown, Caller.PATIENT, patient::add))
                .get();
        assertThat(reason(hasty.first())).isEqualTo(Reason.DEADLINE);
        hold.countDown();
        assertThat(reason(patient.first())).isNull();
        loop.submit(() -> {}).get();
        assertThat(hasty.count()).isEqualTo(1);
        assertThat(identification.counters().verifications()).isEqualTo(1);
    }

    @Test
    void deniesForLoadWhenTheVerifiersAreBusy() throws Exception {
        full = true;
        assertThat(reason(later(identification(), bearer(tokens.text("t-1"))))).isEqualTo(Reason.CAP_OVERLOAD);
    }

    private TokenIdentification identification() {
        CapabilityConfig is = CapabilityConfig.DEFAULTS;
        CapabilityConfig config = new CapabilityConfig(
                List.of(),
                new Terms(Set.of("postern"), Duration.ZERO, Duration.ofMinutes(60)),
                is.header(),
                is.proofHeader(),
                required,
                is.proofs(),
                is.work(),
                null);
        TrustSet trust =
                new TrustSet(List.of(new TrustSet.Issuer("acme", List.of(SampleTokens.ISSUER.publicKey()), Set.of())));
        return new TokenIdentification(
                config,
                new TrustedIssuers(trust),
                revocations,
                new TokenIdentification.Surroundings(() -> own, this::verify, Runnable::run, System::nanoTime, faults));
    }

    private void verify(Runnable task) {
        if (full) {
            throw new RejectedExecutionException();
        }
        verifier.execute(task);
    }

    private Check later(TokenIdentification identification, Shown shown) throws Exception {
        Answers answers = new Answers(1);
        loop.submit(() -> identification.later(check(), shown, Caller.PATIENT, answers::add))
                .get();
        return answers.first();
    }

    private static Check here(TokenIdentification identification, Shown shown) {
        return identify(identification, check(), shown);
    }

    private static Check identify(TokenIdentification identification, Check check, Shown shown) {
        List<Check> answers = new ArrayList<>();
        identification.identify(check, shown, Caller.PATIENT, answers::add);
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private static @Nullable Reason reason(@Nullable Check check) {
        return Objects.requireNonNull(check).credential().refusal(check, new Scratch());
    }

    private static Check check() {
        return new Check("default", Principal.NOBODY, "file.read", "/docs/42", Map.of(), Attributes.NONE, NOW * 1000);
    }

    private static Shown bearer(String token) {
        return header("authorization", "Bearer " + token);
    }

    private static Shown header(String name, String value) {
        return new Shown() {
            @Override
            public @Nullable String header(HeaderName asked) {
                return asked.text().equals(name) ? value : null;
            }
        };
    }

    private static Shown proven(Token token, String proof) {
        return new Shown() {
            @Override
            public String token() {
                return TokenText.print(token);
            }

            @Override
            public String proof() {
                return proof;
            }
        };
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers as they come, on any thread. */
    private static final class Answers {
        private final List<Check> all = new ArrayList<>();
        private final CountDownLatch latch;

        Answers(int expected) {
            latch = new CountDownLatch(expected);
        }

        synchronized void add(Check check) {
            all.add(check);
            latch.countDown();
        }

        Check first() throws InterruptedException {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
            synchronized (this) {
                return all.get(0);
            }
        }

        synchronized int count() {
            return all.size();
        }
    }
}
