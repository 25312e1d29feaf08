package dev.postern.sidecar.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.ContentDigest;
import dev.postern.egress.Verdict;
import dev.postern.sidecar.cache.EpochTable;
import dev.postern.sidecar.cache.Freshness;
import dev.postern.sidecar.cache.LocalTier;
import dev.postern.sidecar.cache.RemoteTier;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Contents that came before, of a gate that scans on other threads. */
class RecalledContentTest {

    private static final String POLICY = "permit egress.connect on /*.example.com/**";
    private static final byte[] CLEAN =
            "the council met at noon\n".repeat(2_000).getBytes(UTF_8);

    private final AtomicInteger hops = new AtomicInteger();
    private final LocalTier local =
            new LocalTier(10 << 20, new EpochTable(), Freshness.ALONE, System::nanoTime, Runnable::run);
    private final EgressGate gate = EgressGates.of(
            new KnownScans(
                    local,
                    RemoteTier.NONE,
                    new KnownDigests(new SplittableRandom(1), 100),
                    ContentDigest.ZERO,
                    InstantSource.system()),
            POLICY,
            work -> {
                hops.incrementAndGet();
                work.run();
            });

    @Test
    void aCleanContentIsAnsweredWhereItIsAskedFor() {
        EgressOutcome first = ask(CLEAN);
        assertThat(hops).hasValue(1);
        EgressOutcome second = ask(CLEAN.clone());
        assertThat(hops).hasValue(1);
        assertThat(second.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(second.bytes()).isEqualTo(CLEAN.length);
    }

    @Test
    void oneByteMakesAnotherContent() {
        ask(CLEAN);
        byte[] other = CLEAN.clone();
        other[30_000]++;
        ask(other);
        assertThat(hops).hasValue(2);
    }

    @Test
    void whatMustBeRedactedIsNotDoneOnAnEventLoop() {
        byte[] mail = ("write to ada@lovelace.org " + "and so on ".repeat(1_000)).getBytes(UTF_8);
        ask(mail);
        assertThat(ask(mail).verdict()).isEqualTo(Verdict.REDACT);
        assertThat(hops).hasValue(2);
    }

    @Test
    void nothingIsRecalledOnceEverythingWasThrownOut() {
        ask(CLEAN);
        local.clear();
        ask(CLEAN);
        assertThat(hops).hasValue(2);
    }

    @Test
    void answersAreThoseOfAGateThatRemembersNothing() {
        EgressGate forgetful = EgressGates.of(POLICY);
        SplittableRandom random = new SplittableRandom(1);
        List<byte[]> contents = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String text = "word ".repeat(600 + random.nextInt(600)) + (i % 3 == 0 ? "ada@lovelace.org" : i);
            contents.add(text.getBytes(UTF_8));
        }
        for (int round = 0; round < 200; round++) {
            byte[] content = contents.get(random.nextInt(contents.size()));
            EgressOutcome fresh = ask(forgetful, content);
            EgressOutcome recalled = ask(content);
            assertThat(recalled.verdict()).isEqualTo(fresh.verdict());
            assertThat(recalled.findings()).isEqualTo(fresh.findings());
            assertThat(recalled.digest()).isEqualTo(fresh.digest());
            assertThat(recalled.redacted()).isEqualTo(fresh.redacted());
        }
        assertThat(hops.get()).isLessThan(200);
    }

    private EgressOutcome ask(byte[] content) {
        return ask(gate, content);
    }

    private static EgressOutcome ask(EgressGate gate, byte[] content) {
        List<EgressOutcome> told = new ArrayList<>();
        gate.check(EgressGates.QUESTION, content, EgressGates.ASKED, told::add);
        return told.get(0);
    }
}
