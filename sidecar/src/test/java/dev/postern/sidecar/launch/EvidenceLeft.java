package dev.postern.sidecar.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.Leaf;
import dev.postern.evidence.MerkleTree;
import dev.postern.evidence.TreeHash;
import dev.postern.evidence.TrustPolicy;
import dev.postern.evidence.VerifierKey;
import dev.postern.sidecar.audit.AuditReport;
import dev.postern.sidecar.audit.LogAudit;
import dev.postern.sidecar.decide.DecisionId;
import dev.postern.sidecar.evidence.FileDisk;
import dev.postern.sidecar.evidence.LogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What killed sidecars left in a directory, held against what they had told. */
final class EvidenceLeft {

    private final Set<String> receipts = new HashSet<>();
    /** For each run that did not end its log: the number of each lane from which on receipts may be lost. */
    private final Map<Long, Map<Integer, Long>> declared = new HashMap<>();

    private EvidenceLeft() {}

    /** Reads a log whole, as {@code postern evidence verify} does, and requires that all of it holds. */
    static AuditReport verified(Path log, List<Checkpoint> shown) throws IOException {
        List<VerifierKey> keys =
                Objects.requireNonNull(VerifierKey.parseLines(Files.readString(log.resolve("log.vkey"))));
        assertThat(keys).hasSize(1);
        LogAudit.Settings any = LogAudit.Settings.of(TrustPolicy.of(keys));
        AuditReport report = new LogAudit(
                        FileDisk.existing(log),
                        new LogAudit.Settings(
                                any.policy(), shown, any.losses(), any.leaves(), any.nodes(), any.progress()))
                .run();
        assertThat(report.verification().isVerified())
                .as(report.verification().toString())
                .isTrue();
        return report;
    }

    /** Reads what is in a log; no receipt may be there twice. */
    static EvidenceLeft in(Path log) throws IOException, DamagedException {
        EvidenceLeft left = new EvidenceLeft();
        try (LogReader reader = LogReader.open(FileDisk.existing(log))) {
            for (long i = 0; i < reader.size(); i++) {
                left.take(reader.leaf(i));
            }
        }
        return left;
    }

    private void take(Leaf leaf) {
        if (leaf instanceof Leaf.Receipt receipt) {
            String id = new DecisionId(receipt.stamp().boot(), receipt.lane(), receipt.number()).toString();
            assertThat(receipts.add(id)).as("%s twice", id).isTrue();
        } else if (leaf instanceof Leaf.Boot boot && !boot.clean()) {
            declared.put(boot.previous(), boot.next());
        }
    }

    boolean holds(String decision) {
        return receipts.contains(decision);
    }

    /** Whether the log says that the receipt of that decision may be lost. */
    boolean declaresLost(String decision) {
        DecisionId id = Objects.requireNonNull(DecisionId.parse(decision));
        Map<Integer, Long> next = declared.get(id.boot());
        return next != null && id.number() >= next.getOrDefault(id.lane(), 0L);
    }

    /** Requires one root for each size, that of the tree there is now. */
    static void oneRootForEachSize(Path log, List<Checkpoint> shown) throws IOException, DamagedException {
        try (LogReader reader = LogReader.open(FileDisk.existing(log))) {
            MerkleTree tree = new MerkleTree(reader.nodes(), reader.size());
            Map<Long, TreeHash> roots = new HashMap<>();
            for (Checkpoint checkpoint : shown) {
                TreeHash root = roots.computeIfAbsent(checkpoint.size(), tree::root);
                assertThat(checkpoint.root())
                        .as("of size %s", checkpoint.size())
                        .isEqualTo(root);
            }
        }
    }
}
