package dev.postern.sidecar.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.TreeHash;
import dev.postern.sidecar.audit.WrittenLog;
import dev.postern.sidecar.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that read a whole log, on a log of two runs of which the first crashed after it had shed receipts. */
final class EvidenceLogCommandsTest {

    private static final TreeHash ELSE = MerkleHasher.leafHash(new byte[] {42});
    private static final String KEY = WrittenLog.SIGNER.logKey().toString();

    @TempDir
    private Path directory;

    private Path evidence;
    private WrittenLog log;

    @BeforeEach
    void write() throws Exception {
        evidence = Files.createDirectory(directory.resolve("evidence"));
        log = new WrittenLog(evidence);
        log.run(0x11, true).receipts(0, 10).shed(0, 4).checkpoint();
        log.receipts(1, 3).end();
        log.run(0x12, false).checkpoint().receipts(0, 5).write();
        released(log.tree.size(), log.tree.root());
    }

    private void released(long size, TreeHash root) throws IOException {
        Files.writeString(
                evidence.resolve("checkpoint"),
                WrittenLog.note(size, root, WrittenLog.SIGNER).encode());
    }

    @Test
    void anHonestLogVerifies() {
        Run run = evidence("verify", "--key", KEY, "--json");
        assertThat(run.out())
                .startsWith(
                        "{\"verified\":true,\"reason\":null,\"detail\":null,\"kind\":\"log\",\"origin\":\"postern.local/test\","
                                + "\"size\":21,\"root\":\"" + log.tree.root()
                                + "\",\"signed\":16,\"counts\":{\"segments\":2,")
                .contains("\"receipts\":18,\"gaps\":1,\"missing\":4,\"runs\":2,\"unclean\":1,");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aKeptCheckpointFindsARewrittenOrShortenedLog() throws IOException {
        String kept = directory.resolve("kept").toString();
        Files.writeString(
                Path.of(kept), WrittenLog.note(7, ELSE, WrittenLog.SIGNER).encode());
        assertThat(evidence("verify", "--key", KEY, "--since", kept).exit()).isEqualTo(EvidenceFault.FORK.number());
        Files.writeString(
                Path.of(kept), WrittenLog.note(99, ELSE, WrittenLog.SIGNER).encode());
        assertThat(evidence("verify", "--key", KEY, "--since", kept).exit()).isEqualTo(EvidenceFault.ROLLBACK.number());
        Files.writeString(
                Path.of(kept), WrittenLog.note(7, ELSE, WrittenLog.signer(9)).encode());
        assertThat(evidence("verify", "--key", KEY, "--since", kept).exit())
                .isEqualTo(EvidenceFault.KEY_UNKNOWN.number());
    }

    @Test
    void theLogsOwnNewestCheckpointCounts() throws IOException {
        released(log.tree.size() + 1, ELSE);
        assertThat(evidence("verify", "--key", KEY).exit()).isEqualTo(EvidenceFault.ROLLBACK.number());
        assertThat(evidence("fsck").exit()).isEqualTo(EvidenceFault.ROLLBACK.number());
    }

    @Test
    void fsckNamesThePlaceOfDamage() throws IOException {
        assertThat(evidence("fsck").exit()).isZero();
        byte[] bytes = Files.readAllBytes(log.file());
        bytes[bytes.length - 5] ^= 1;
        bytes[bytes.length - 300] ^= 1;
        Files.write(log.file(), bytes);
        Run run = evidence("fsck", "--json");
        assertThat(run.exit()).isEqualTo(EvidenceFault.ROLLBACK.number()); // the end is gone, as if torn off
        byte[] middle = Files.readAllBytes(segments().get(0));
        middle[700] ^= 1;
        Files.write(segments().get(0), middle);
        assertThat(evidence("fsck").out())
                .contains("damaged")
                .contains(segments().get(0).getFileName().toString());
    }

    @Test
    void fsckNamesTheLeafThatWasChangedAfterwards() throws Exception {
        log.writeNodes();
        assertThat(evidence("fsck").exit()).isZero();
        WrittenLog rewritten = new WrittenLog(evidence);
        rewritten.run(0x11, true).receipts(0, 7).receipts(2, 3).shed(0, 4).checkpoint();
        rewritten.receipts(1, 3).end();
        rewritten.run(0x12, false).checkpoint().receipts(0, 5).write();
        Run run = evidence("fsck");
        assertThat(run.exit()).isEqualTo(EvidenceFault.LEAF_MISMATCH.number());
        assertThat(run.out()).contains("leaf 8 is not what was written");
    }

    @Test
    void fsckTellsDamagedNodesFromADamagedLog() throws Exception {
        log.writeNodes();
        Path nodes = evidence.resolve("nodes");
        byte[] bytes = Files.readAllBytes(nodes);
        bytes[0] ^= 1;
        Files.write(nodes, bytes);
        Run run = evidence("fsck");
        assertThat(run.exit()).isEqualTo(EvidenceFault.DAMAGED.number());
        assertThat(run.out()).contains("the log holds");
    }

    @Test
    void gapsAreListedAndDeclared() {
        Run run = evidence("audit-gaps");
        assertThat(run.out()).startsWith("""
                        shed: run 0000000000000011 lane 0 numbers 10 to 13 (leaf 11)
                        crashed: run 0000000000000011 lane 0 from number 14 on, if any (leaf 15)
                        crashed: run 0000000000000011 lane 1 from number 3 on, if any (leaf 15)
                        not shown  declared_loss
                          4 receipts were shed, 1 runs ended without ending their log
                        """);
        assertThat(run.exit()).isEqualTo(EvidenceFault.DECLARED_LOSS.number());
        assertThat(evidence("audit-gaps", "--allow-declared", "--json").exit()).isZero();
    }

    @Test
    void everyReceiptIsProvedAndVerifiesAlone() throws IOException {
        for (int i = 0; i < log.tree.size(); i++) {
            Run made = evidence("prove", "--index", Integer.toString(i));
            assertThat(made.exit()).isZero();
            Path proof = Files.writeString(directory.resolve("proof"), made.out());
            Run verified = Run.of("evidence", "verify", proof.toString(), "--key", KEY, "--json");
            assertThat(verified.exit()).isZero();
            assertThat(verified.out())
                    .contains("\"index\":" + i + ",\"leaf\":\"" + MerkleHasher.leafHash(log.leaves.get(i)) + "\"");
        }
    }

    @Test
    void aReceiptIsProvedUnderAnOlderCheckpointToo() throws IOException {
        Path older = Files.writeString(
                directory.resolve("older"),
                WrittenLog.note(15, root(15), WrittenLog.SIGNER).encode());
        Run made = evidence("prove", "--index", "14", "--checkpoint", older.toString());
        assertThat(made.out()).contains("\n15\n");
        assertThat(evidence("prove", "--index", "15", "--checkpoint", older.toString())
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void nothingIsProvedOutOfAFaultyLog() throws IOException {
        released(log.tree.size(), ELSE);
        Run made = evidence("prove", "--index", "3");
        assertThat(made.exit()).isEqualTo(EvidenceFault.FORK.number());
        assertThat(made.out()).isEmpty();
    }

    @Test
    void printsTheNewestCheckpoint() throws IOException {
        assertThat(evidence("checkpoint").out()).isEqualTo(Files.readString(evidence.resolve("checkpoint")));
        assertThat(evidence("checkpoint", "--json").out())
                .startsWith("{\"origin\":\"postern.local/test\",\"size\":21,\"root\":\"" + log.tree.root()
                        + "\",\"note\":\"");
        Files.delete(evidence.resolve("checkpoint"));
        assertThat(evidence("checkpoint").exit()).isEqualTo(2);
    }

    @Test
    void aForkIsProvedToAnyone() throws IOException {
        Path lie = Files.writeString(
                directory.resolve("lie"),
                WrittenLog.note(7, ELSE, WrittenLog.SIGNER).encode());
        String newest = evidence.resolve("checkpoint").toString();
        Run made = Run.of("evidence", "fork-proof", newest, lie.toString(), "--log", evidence.toString(), "--key", KEY);
        assertThat(made.exit()).isZero();
        Path proof = Files.writeString(directory.resolve("fork"), made.out());
        assertThat(Run.of("evidence", "verify", proof.toString(), "--key", KEY).exit())
                .isZero();
        assertThat(Run.of("evidence", "fork-proof", newest, lie.toString(), "--key", KEY)
                        .exit())
                .isEqualTo(2);
        Run honest = Run.of("evidence", "fork-proof", newest, newest, "--key", KEY);
        assertThat(honest.exit()).isEqualTo(EvidenceFault.NO_FORK.number());
        assertThat(honest.out()).isEmpty();
    }

    private TreeHash root(int size) {
        Frontier tree = new Frontier();
        log.leaves.subList(0, size).forEach(leaf -> tree.append(MerkleHasher.leafHash(leaf)));
        return tree.root();
    }

    private List<Path> segments() throws IOException {
        try (var files = Files.list(evidence)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }

    private Run evidence(String command, String... options) {
        String[] args = new String[options.length + 3];
        args[0] = "evidence";
        args[1] = command;
        args[2] = evidence.toString();
        System.arraycopy(options, 0, args, 3, options.length);
        return Run.of(args);
    }
}
