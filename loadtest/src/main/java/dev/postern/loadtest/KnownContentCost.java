package dev.postern.loadtest;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Sha256;
import dev.postern.crypto.UniversalHash;
import dev.postern.egress.Direction;
import dev.postern.egress.Verdict;
import dev.postern.egress.label.Labels;
import dev.postern.loadtest.bench.EgressTexts;
import dev.postern.policy.Attributes;
import dev.postern.policy.Compilation;
import dev.postern.policy.Credential;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Principal;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.cache.EpochTable;
import dev.postern.sidecar.cache.Freshness;
import dev.postern.sidecar.cache.LocalTier;
import dev.postern.sidecar.cache.RemoteTier;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.decide.DecisionObserver;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.decide.Lanes;
import dev.postern.sidecar.egress.Asked;
import dev.postern.sidecar.egress.EgressConfig;
import dev.postern.sidecar.egress.EgressGate;
import dev.postern.sidecar.egress.EgressOutcome;
import dev.postern.sidecar.egress.EgressQuestion;
import dev.postern.sidecar.egress.KnownContents;
import dev.postern.sidecar.egress.KnownDigests;
import dev.postern.sidecar.egress.KnownScans;
import dev.postern.sidecar.telemetry.EgressCounters;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What a verdict on 64 KiB costs that came before, in the gate from question to answer, beside its hash and the digest that
 * is not made; in CPU time of one thread.
 */
final class KnownContentCost {

    /** Of so many at a time the mean is taken: the clock of a thread is no finer. */
    private static final int BATCH = 100;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final byte[] content = EgressTexts.CLEAN.bytes();
    private final UniversalHash hash = UniversalHash.keyed(new SecureRandom());
    private final EgressGate gate = gate();
    private long told;

    /** The least nanoseconds of each among so many batches, all in turn. */
    Map<String, Long> least(int batches) {
        Map<String, Runnable> works = new LinkedHashMap<>();
        works.put("a verdict on a content that is known", this::ask);
        works.put(
                "of which its hash under a secret key",
                () -> told += hash.of(content).first());
        works.put(
                "its SHA-256, which is not made again",
                () -> told += Sha256.of(content).hashCode());
        Map<String, Long> least = new LinkedHashMap<>();
        for (int i = 0; i < batches; i++) {
            works.forEach((name, work) -> least.merge(name, nanos(work), Math::min));
        }
        return least;
    }

    private long nanos(Runnable work) {
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < BATCH; i++) {
            work.run();
        }
        return (threads.getCurrentThreadCpuTime() - before) / BATCH;
    }

    private void ask() {
        EgressQuestion question = new EgressQuestion(
                "default",
                Principal.of("ada"),
                List.of("https://93.184.216.34/v1/items"),
                Labels.NONE,
                "",
                Direction.REQUEST,
                Map.of(),
                Attributes.NONE,
                Credential.NONE,
                false,
                System.currentTimeMillis());
        List<EgressOutcome> outcomes = new ArrayList<>(1);
        gate.check(question, content, new Asked(Door.EGRESS, System.nanoTime(), Caller.PATIENT, true), outcomes::add);
        if (outcomes.get(0).verdict() != Verdict.ALLOW) {
            throw new IllegalStateException(
                    "blocked: " + outcomes.get(0).strictest().reason());
        }
        told++;
    }

    private static EgressGate gate() {
        ActiveProgram active = new ActiveProgram();
        SourceFile policy = new SourceFile("egress.ccl", "permit egress.connect on /**");
        active.set(((Compilation.Compiled) Program.compile(List.of(policy))).program());
        LocalTier local = new LocalTier(64 << 20, new EpochTable(), Freshness.ALONE, System::nanoTime, Runnable::run);
        KnownScans known = new KnownScans(
                local,
                RemoteTier.NONE,
                new KnownDigests(new SecureRandom(), KnownDigests.MOST),
                ContentDigest.ZERO,
                InstantSource.system());
        return EgressGate.of(
                EgressConfig.DEFAULTS,
                new DecisionPipeline(active, new LimitCounters(10), new Lanes(0), DecisionObserver.NONE),
                active,
                KnownContents.builtIn(),
                known,
                name -> CompletableFuture.completedFuture(List.of()),
                Runnable::run,
                new EgressCounters(),
                null,
                System::nanoTime);
    }
}
