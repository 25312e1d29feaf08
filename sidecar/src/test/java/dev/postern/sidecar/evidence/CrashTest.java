package dev.postern.sidecar.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.MerkleTree;
import dev.postern.policy.Reason;
import dev.postern.sidecar.audit.AuditReport;
import dev.postern.sidecar.audit.LogAudit;
import dev.postern.sidecar.decide.Caller;
import dev.postern.sidecar.decide.DecisionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power is cut at every step of the write path, again and again on one disk. */
class CrashTest {

    private static final int CRASHES = 4;
    /** Only segments of small frames become shorter: those of answers that were waited for one by one. */
    private static final Set<WritePath> COMPRESSING =
            EnumSet.of(WritePath.SEGMENT_COMPRESSED, WritePath.SEGMENT_REPLACED);

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
            fixture.checkpointEntries = 7;
            fixture.segmentBytes = 3_000;
            fixture.compress = true;
            AtomicInteger left = new AtomicInteger(1 + random.nextInt(8));
            fixture.steps = taken -> {
                if (taken == step && left.decrementAndGet() <= 0) {
                    throw new PowerCut();
                }
            };
            fixture.open();
            long patience = System.nanoTime() + 20_000_000_000L;
            Semaphore answered = new Semaphore(0);
            for (int i = 0; fixture.fatal.get() == null && System.nanoTime() < patience; i++) {
                fixture.ask("file.write", "/docs/" + i, Caller.PATIENT, answer -> {
                    if (answer.template().reason() == Reason.POLICY_PERMIT) {
                        acknowledged.add(answer.id().toString());
                    }
                    answered.release();
                });
                if (COMPRESSING.contains(step)) {
                    assertThat(answered.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
                } else if (i % 5 == 0) {
                    fixture.home.submit(() -> {}).get();
                }
            }
            assertThat(fixture.fatal.get()).as("seed %s", seed).isInstanceOf(PowerCut.class);
            // Answers already on their way leave before the power goes: they were let go by a sync.
            fixture.home.shutdown();
            assertThat(fixture.home.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
            // The other first: what it says was released is on this one.
            elsewhere = elsewhere.cutPower(random);
            disk = disk.cutPower(random);
            signed.addAll(fixture.seal.signed);
        }
        Fixture last = new Fixture(disk, elsewhere);
        last.boot = 0x2000;
        last.open();
        last.close();
        signed.addAll(last.seal.signed);
        assertThat(receipts(disk, last.seal, signed, seed)).as("seed %s", seed).containsAll(acknowledged);
        oneRootForEachSize(disk, signed, seed);
    }

    /** The decisions whose receipts an auditor finds who reads all of the log and has every checkpoint ever signed. */
    private static Set<String> receipts(MemoryDisk disk, RememberingSeal seal, List<Checkpoint> signed, long seed)
            throws Exception {
        Set<String> found = new HashSet<>();
        LogAudit.LeafSink sink = (index, leaf, bytes, length, hash) -> {
            if (leaf instanceof Leaf.Receipt receipt) {
                DecisionId id = new DecisionId(receipt.stamp().boot(), receipt.lane(), receipt.number());
                assertThat(found.add(id.toString()))
                        .as("seed %s: %s twice", seed, id)
                        .isTrue();
            }
        };
        LogAudit.Settings any = LogAudit.Settings.of(seal.policy());
        AuditReport report = new LogAudit(
                        disk,
                        new LogAudit.Settings(any.policy(), signed, any.losses(), sink, any.nodes(), any.progress()))
                .run();
        assertThat(report.verification().isVerified())
                .as("seed %s: %s", seed, report.verification())
                .isTrue();
        // A run that was cut off before its first record was on disk had answered nobody.
        assertThat(report.counts().unclean()).as("seed %s", seed).isBetween(1L, (long) CRASHES);
        return found;
    }

    private static void oneRootForEachSize(MemoryDisk disk, List<Checkpoint> signed, long seed) throws Exception {
        try (LogReader log = LogReader.open(disk)) {
            MerkleTree tree = new MerkleTree(log.nodes(), log.size());
            for (Checkpoint checkpoint : signed) {
                assertThat(checkpoint.root())
                        .as("seed %s: size %s", seed, checkpoint.size())
                        .isEqualTo(tree.root(checkpoint.size()));
            }
        }
    }
}
