package dev.postern.sidecar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.MerkleTree;
import dev.postern.evidence.TreeHash;
import dev.postern.policy.Reason;
import dev.postern.sidecar.audit.AuditReport;
import dev.postern.sidecar.audit.LogAudit;
import dev.postern.sidecar.decide.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power is cut at every step of the write path, again and again on one disk. */
class CrashTest {

    private static final int CRASHES = 4;

    private static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @EnumSource(WritePath.class)
    void losesNothingAcknowledgedAndNeverSignsTwoRootsForOneSize(WritePath step) throws Exception {
        for (long seed = 1; seed <= 1; seed++) {
            run(step, new SplittableRandom(Long.getLong("seed", seed)), seed);
        }
    }

    private static void run(WritePath step, SplittableRandom random, long seed) throws Exception {
        MemoryDisk disk = new MemoryDisk();
        MemoryDisk elsewhere = new MemoryDisk();
        Set<String> acknowledged = Collections.synchronizedSet(new HashSet<>());
        List<Checkpoint> signed = new ArrayList<>();
        for (int crash = 0; crash < CRASHES; crash++) {
            Fixture fixture = new Fixture(disk, elsewhere);
            fixture.boot = 0x1000L + crash;
            fixture.config = EvidenceLogTest.withSegments(Fixture.config(7, Duration.ofSeconds(5)), 3_000);
            AtomicInteger left = new AtomicInteger(1 + random.nextInt(8));
            fixture.steps = taken -> {
                if (taken == step && left.decrementAndGet() <= 0) {
                    throw new PowerCut();
                }
            };
            fixture.open();
            long patience = System.nanoTime() + 20_000_000_000L;
            for (int i = 0; fixture.fatal.get() == null && System.nanoTime() < patience; i++) {
                fixture.ask("file.write", "/docs/" + i, Caller.PATIENT, answer -> {
                    if (answer.template().reason() == Reason.POLICY_PERMIT) {
                        acknowledged.add(answer.id().toString());
                    }
                });
                if (i % 5 == 0) {
                    fixture.home.submit(() -> {}).get();
                }
            }
            assertThat(fixture.fatal.get()).as("seed %s", seed).isInstanceOf(PowerCut.class);
            // Answers already on their way leave before the power goes: they were let go by a sync.
            fixture.home.shutdown();
            assertThat(fixture.home.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
            disk = disk.cutPower(random);
            elsewhere = elsewhere.cutPower(random);
            signed.addAll(fixture.seal.signed);
        }
        Fixture last = new Fixture(disk, elsewhere);
        last.boot = 0x2000;
        last.open();
        last.close();
        signed.addAll(last.seal.signed);
        check(disk, acknowledged, signed, seed);
        audit(disk, last.seal, signed, seed);
    }

    /** What the auditor says who reads all of it. */
    private static void audit(MemoryDisk disk, RememberingSeal seal, List<Checkpoint> signed, long seed)
            throws Exception {
        LogAudit.Settings any = LogAudit.Settings.of(seal.policy());
        AuditReport report = new LogAudit(
                        disk,
                        new LogAudit.Settings(
                                any.policy(), signed, any.losses(), any.leaves(), any.nodes(), any.progress()))
                .run();
        assertThat(report.verification().isVerified())
                .as("seed %s: %s", seed, report.verification())
                .isTrue();
        // A run that was cut off before its first record was on disk had answered nobody.
        assertThat(report.counts().unclean()).as("seed %s", seed).isBetween(1L, (long) CRASHES);
    }

    private static void check(MemoryDisk disk, Set<String> acknowledged, List<Checkpoint> signed, long seed)
            throws Exception {
        try (LogReader log = LogReader.open(disk)) {
            Map<String, Long> found = new HashMap<>();
            for (long i = 0; i < log.size(); i++) {
                if (log.leaf(i) instanceof Leaf.Receipt receipt) {
                    String id = String.format("%016x-%d-%d", receipt.stamp().boot(), receipt.lane(), receipt.number());
                    assertThat(found.put(id, i))
                            .as("seed %s: %s twice", seed, id)
                            .isNull();
                }
            }
            assertThat(found.keySet()).as("seed %s", seed).containsAll(acknowledged);
            Map<Long, TreeHash> roots = new HashMap<>();
            MerkleTree tree = new MerkleTree(log.nodes(), log.size());
            for (Checkpoint checkpoint : signed) {
                TreeHash other = roots.put(checkpoint.size(), checkpoint.root());
                assertThat(other == null || other.equals(checkpoint.root()))
                        .as("seed %s: two roots for size %s", seed, checkpoint.size())
                        .isTrue();
                assertThat(tree.root(checkpoint.size())).as("seed %s", seed).isEqualTo(checkpoint.root());
            }
        }
    }
}
