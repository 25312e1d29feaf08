package dev.postern.sidecar.cli.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.Base64Text;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.EvidenceFault;
import dev.postern.evidence.ForkProof;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.SignedNote;
import dev.postern.evidence.TlogProof;
import dev.postern.sidecar.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyEvidenceCommandTest {

    @TempDir
    private Path directory;

    private final EvidenceFiles log = new EvidenceFiles(11);

    @Test
    void showsThatAReceiptIsInTheLog() throws IOException {
        Run run = verify(log.proof(5).encode(), "--key", EvidenceFiles.key(), "--json");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .isEqualTo(
                        "{\"verified\":true,\"reason\":null,\"detail\":null,\"kind\":\"inclusion\",\"index\":5,\"leaf\":\""
                                + MerkleHasher.leafHash(EvidenceFiles.leaf(5))
                                + "\",\"origin\":\"example.com/log\",\"size\":11,\"root\":\""
                                + log.tree().root(11) + "\",\"receipt\":{\"n\":5}}\n");
    }

    @Test
    void takesTheReceiptFromAFileToo() throws IOException {
        TlogProof proof = log.proof(5);
        String bare = new TlogProof(null, 5, proof.path(), proof.checkpoint()).encode();
        String receipt = write("receipt.json", new String(EvidenceFiles.leaf(5), UTF_8));
        assertThat(verify(bare, "--leaf", receipt, "--key", EvidenceFiles.key()).exit())
                .isZero();
        assertThat(verify(bare, "--key", EvidenceFiles.key()).exit()).isEqualTo(2);
    }

    @Test
    void everyFailureHasItsExitCodeAndReason() throws IOException {
        TlogProof proof = log.proof(5);
        String key = EvidenceFiles.key();
        String otherReceipt = Base64Text.print(EvidenceFiles.leaf(6));
        refused(
                EvidenceFault.ROOT_MISMATCH,
                new TlogProof(otherReceipt, 5, proof.path(), proof.checkpoint()).encode(),
                key);
        refused(
                EvidenceFault.INDEX_OUT_OF_RANGE,
                new TlogProof(otherReceipt, 11, proof.path(), proof.checkpoint()).encode(),
                key);
        refused(EvidenceFault.PATH_LENGTH, new TlogProof(otherReceipt, 5, List.of(), proof.checkpoint()).encode(), key);
        refused(
                EvidenceFault.KEY_UNKNOWN,
                proof.encode(),
                EvidenceFiles.WITNESS.logKey().toString());
        refused(EvidenceFault.MALFORMED, "hello\n", key);
    }

    @Test
    void aPolicyMayDemandWitnesses() throws IOException {
        String policy = write(
                "policy.txt",
                "log " + EvidenceFiles.key() + "\nwitness w " + EvidenceFiles.WITNESS.witnessKey() + "\nquorum w\n");
        Run run = verify(log.checkpoint(11).encode(), "--policy", policy, "--json");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("\"kind\":\"checkpoint\"").endsWith("\"cosigned\":{\"w\":1795262400}}\n");
        SignedNote alone = new SignedNote(
                log.checkpoint(11).text(),
                List.of(log.checkpoint(11).signatures().get(0)));
        assertThat(verify(alone.encode(), "--policy", policy).exit()).isEqualTo(EvidenceFault.QUORUM_UNMET.number());
    }

    @Test
    void showsThatALogForked() throws IOException {
        Checkpoint other = new Checkpoint("example.com/log", 7, MerkleHasher.EMPTY_ROOT);
        ForkProof fork = ForkProof.of(
                new SignedNote(other.text(), List.of(EvidenceFiles.LOG.sign(other))), log.checkpoint(11), log.tree());
        Run run = verify(fork.encode(), "--key", EvidenceFiles.key());
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("verified\n  kind: fork\n");
        ForkProof honest = ForkProof.of(log.checkpoint(7), log.checkpoint(11), log.tree());
        assertThat(verify(honest.encode(), "--key", EvidenceFiles.key()).exit())
                .isEqualTo(EvidenceFault.NO_FORK.number());
    }

    @Test
    void aKeyMayBeInAFile() throws IOException {
        String file = write("log.vkey", EvidenceFiles.key() + "\n");
        assertThat(verify(log.proof(0).encode(), "--key", file).exit()).isZero();
    }

    @Test
    void badInputIsUsageNotEvidence() throws IOException {
        String proof = log.proof(5).encode();
        assertThat(verify(proof).exit()).isEqualTo(2);
        assertThat(verify(proof, "--key", "no+such+key").exit()).isEqualTo(2);
        assertThat(verify(proof, "--key", "no-such-file").exit()).isEqualTo(2);
        assertThat(verify(proof, "--policy", write("bad", "quorum w\n")).err()).contains("bad:1:1: error: ");
        assertThat(Run.of("evidence", "verify", "no-such-file", "--key", EvidenceFiles.key())
                        .exit())
                .isEqualTo(2);
    }

    private void refused(EvidenceFault fault, String text, String key) throws IOException {
        Run run = verify(text, "--key", key, "--json");
        assertThat(run.out()).startsWith("{\"verified\":false,\"reason\":\"" + fault.code() + "\",\"detail\":\"");
        assertThat(run.exit()).isEqualTo(fault.number());
    }

    private Run verify(String text, String... options) throws IOException {
        String[] args = new String[options.length + 3];
        args[0] = "evidence";
        args[1] = "verify";
        args[2] = write("given", text);
        System.arraycopy(options, 0, args, 3, options.length);
        return Run.of(args);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }
}
