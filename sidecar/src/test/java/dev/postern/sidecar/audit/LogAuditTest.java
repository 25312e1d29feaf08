package dev.postern.sidecar.audit;

import static dev.postern.sidecar.audit.AuditRig.refuted;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.MmrPosition;
import dev.postern.evidence.TreeHash;
import dev.postern.evidence.Verification;
import dev.postern.sidecar.evidence.FileDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogAuditTest {

    private static final TreeHash ELSE = MerkleHasher.leafHash(new byte[] {42});

    @TempDir
    private Path directory;

    private WrittenLog log;
    private AuditRig rig;

    @BeforeEach
    void begin() {
        log = new WrittenLog(directory);
        rig = new AuditRig(directory);
    }

    @Test
    void anEmptyDirectoryIsAnEmptyLog() throws Exception {
        AuditReport report = rig.audit();
        assertThat(report.verification().isVerified()).isTrue();
        assertThat(report.size()).isZero();
        assertThat(report.root()).isEqualTo(MerkleHasher.EMPTY_ROOT);
        refuted(EvidenceFault.ROLLBACK, rig.audit(checkpoint(1, ELSE)));
    }

    @Test
    void anHonestLogOfSeveralRunsAndSegmentsHolds() throws Exception {
        honest();
        AuditReport report = rig.audit();
        assertThat(report.verification()).isEqualTo(Verification.verified());
        assertThat(report.origin()).isEqualTo(WrittenLog.ORIGIN);
        assertThat(report.size()).isEqualTo(log.tree.size());
        assertThat(report.root()).isEqualTo(log.tree.root());
        assertThat(report.signedSize()).isEqualTo(log.tree.size() - 3);
        assertThat(report.counts())
                .isEqualTo(new AuditCounts(4, report.counts().bytes(), 10 + 7 + 5 + 3, 1, 4, 3, 1, 0, 3));
        assertThat(rig.losses())
                .containsExactly(
                        new Loss.Shed(11, 0x11, 0, 10, 4, "shed"),
                        new Loss.Crashed(19, 0x11, 0, 14),
                        new Loss.Crashed(19, 0x11, 1, 7));
    }

    /** Two segments of a run that crashes, a run that ends in order, and one that is being written. */
    private void honest() throws Exception {
        log.run(0x11, true).receipts(0, 10).shed(0, 4).checkpoint();
        log.receipts(1, 3).end();
        log.segment().receipts(1, 4).end();
        log.run(0x12, false).checkpoint().receipts(0, 5).end();
        log.run(0x13, true).checkpoint().receipts(2, 3).write();
    }

    @Test
    void everyFlippedBitIsFound() throws Exception {
        honest();
        for (Path file : List.of(segment(0), segment(1), segment(2))) {
            byte[] good = Files.readAllBytes(file);
            for (int at = 0; at < good.length; at++) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) (1 << (at % 8));
                Files.write(file, bad);
                assertThat(rig.audit().verification().isVerified())
                        .as("byte %d of %s", at, file)
                        .isFalse();
            }
            Files.write(file, good);
        }
        assertThat(rig.audit().verification().isVerified()).isTrue();
    }

    @Test
    void everyCutIsFoundWhereTheLogGoesOn() throws Exception {
        honest();
        Path file = segment(1);
        byte[] good = Files.readAllBytes(file);
        for (int length = 0; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            assertThat(rig.audit().verification().isVerified())
                    .as("%d bytes", length)
                    .isFalse();
        }
    }

    @Test
    void aWriteCutOffAtTheVeryEndIsNoFault() throws Exception {
        honest();
        byte[] good = Files.readAllBytes(log.file());
        Files.write(log.file(), Arrays.copyOf(good, good.length - 1));
        AuditReport report = rig.audit();
        assertThat(report.verification().isVerified()).isTrue();
        assertThat(report.tornBytes()).isPositive();
        assertThat(report.size()).isEqualTo(log.tree.size() - 3);
        Files.write(log.file(), Arrays.copyOf(good, good.length + 4_096));
        assertThat(rig.audit().tornBytes()).isEqualTo(4_096);
        assertThat(rig.audit().size()).isEqualTo(log.tree.size());
    }

    @Test
    void aMissingOrSwappedSegmentIsFound() throws Exception {
        honest();
        Files.move(segment(1), directory.resolve("aside"));
        refuted(EvidenceFault.SEGMENT_ORDER, rig.audit());
    }

    @Test
    void aLogWithoutItsEndFallsShortOfACheckpoint() throws Exception {
        honest();
        Checkpoint released = checkpoint(log.tree.size(), log.tree.root());
        assertThat(rig.audit(released).verification().isVerified()).isTrue();
        Files.delete(log.file());
        assertThat(rig.audit().verification().isVerified()).isTrue(); // nothing in it can tell
        refuted(EvidenceFault.ROLLBACK, rig.audit(released));
    }

    @Test
    void aLogThatContradictsACheckpointForked() throws Exception {
        honest();
        refuted(EvidenceFault.FORK, rig.audit(checkpoint(7, ELSE)));
        refuted(EvidenceFault.FORK, rig.audit(checkpoint(0, ELSE)));
        assertThat(rig.audit(checkpoint(0, MerkleHasher.EMPTY_ROOT))
                        .verification()
                        .isVerified())
                .isTrue();
    }

    @Test
    void aCheckpointThatTheLeavesDoNotGiveIsFound() throws Exception {
        log.run(0x11, true).receipts(0, 10).checkpoint(log.tree.size(), ELSE, WrittenLog.SIGNER);
        log.receipts(0, 1).write();
        refuted(EvidenceFault.ROOT_MISMATCH, rig.audit());
    }

    @Test
    void aCheckpointOfAnotherSizeIsFound() throws Exception {
        log.run(0x11, true).receipts(0, 10);
        TreeHash root = log.tree.root();
        log.receipts(0, 1)
                .checkpoint(11, root, WrittenLog.SIGNER)
                .receipts(0, 1)
                .write();
        refuted(EvidenceFault.SIZE_MISMATCH, rig.audit());
    }

    @Test
    void aCheckpointByAnotherKeyIsFoundUnlessNobodyAsks() throws Exception {
        log.run(0x11, true).receipts(0, 10);
        log.checkpoint(log.tree.size(), log.tree.root(), WrittenLog.signer(8))
                .receipts(0, 1)
                .write();
        refuted(EvidenceFault.KEY_UNKNOWN, rig.audit());
        assertThat(new LogAudit(FileDisk.existing(directory), LogAudit.Settings.of(null))
                        .run()
                        .verification()
                        .isVerified())
                .isTrue();
    }

    @Test
    void aFooterThatLiesIsFound() throws Exception {
        log.run(0x11, true).receipts(0, 10).end(ELSE);
        refuted(EvidenceFault.ROOT_MISMATCH, rig.audit());
    }

    @Test
    void tellsOfEveryLeafAndNode() throws Exception {
        honest();
        List<byte[]> leaves = new ArrayList<>();
        int[] nodes = new int[1];
        LogAudit.Settings settings = new LogAudit.Settings(
                null,
                List.of(),
                loss -> {},
                (index, leaf, bytes, length, hash) -> {
                    assertThat(index).isEqualTo(leaves.size());
                    assertThat(MerkleHasher.leafHash(Arrays.copyOf(bytes, length))
                                    .toByteArray())
                            .isEqualTo(hash);
                    leaves.add(Arrays.copyOf(bytes, length));
                },
                (bytes, offset) -> nodes[0]++,
                bytes -> {});
        new LogAudit(FileDisk.existing(directory), settings).run();
        assertThat(leaves.stream().map(LogAuditTest::text).toList())
                .isEqualTo(log.leaves.stream().map(LogAuditTest::text).toList());
        assertThat(nodes[0]).isEqualTo((int) MmrPosition.nodes(leaves.size()));
    }

    private Path segment(int number) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList()
                    .get(number);
        }
    }

    private static String text(byte[] leaf) {
        return new String(leaf, UTF_8);
    }

    private static Checkpoint checkpoint(long size, TreeHash root) {
        return new Checkpoint(WrittenLog.ORIGIN, size, root);
    }
}
