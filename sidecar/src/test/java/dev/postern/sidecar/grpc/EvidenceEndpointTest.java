package dev.postern.sidecar.grpc;

import static dev.postern.sidecar.grpc.ServedLog.fails;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.postern.evidence.ConsistencyProof;
import dev.postern.evidence.InclusionProof;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.TreeHash;
import dev.postern.evidence.session.Artefact;
import dev.postern.evidence.session.ArtefactKind;
import dev.postern.evidence.session.EvidenceBundle;
import dev.postern.sidecar.evidence.SessionShelf;
import dev.postern.v1.GetBundleRequest;
import dev.postern.v1.GetCheckpointRequest;
import dev.postern.v1.GetReceiptRequest;
import dev.postern.v1.GetReceiptResponse;
import dev.postern.v1.ProveConsistencyRequest;
import dev.postern.v1.ProveConsistencyResponse;
import dev.postern.v1.ProveInclusionRequest;
import dev.postern.v1.ProveInclusionResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvidenceEndpointTest {

    @TempDir
    private Path directory;

    private ServedLog served;

    @BeforeEach
    void start() throws Exception {
        served = new ServedLog(directory, null);
    }

    @AfterEach
    void stop() throws IOException {
        served.close();
    }

    @Test
    void givesEveryLeafUnderTheCheckpointAndNoneBeyond() {
        served.release(17);
        for (int i = 0; i < 17; i++) {
            assertThat(receipt(i).getReceipt().toByteArray()).isEqualTo(served.log.leaves.get(i));
        }
        fails(Status.Code.OUT_OF_RANGE, () -> receipt(17));
        fails(Status.Code.OUT_OF_RANGE, () -> receipt(-1));
    }

    @Test
    void findsAReceiptByItsDecision() {
        served.release(20);
        assertThat(find("0000000000000011-0-0").getIndex()).isEqualTo(1);
        assertThat(find("0000000000000011-0-9").getIndex()).isEqualTo(10);
        assertThat(find("0000000000000011-1-2").getIndex()).isEqualTo(13);
        assertThat(find("0000000000000011-1-3").getIndex()).isEqualTo(14);
        assertThat(find("0000000000000011-0-11").getIndex()).isEqualTo(19);
        fails(Status.Code.NOT_FOUND, () -> find("0000000000000011-0-12"));
        fails(Status.Code.NOT_FOUND, () -> find("0000000000000012-0-0"));
        fails(Status.Code.NOT_FOUND, () -> find("0000000000000011-2-0"));
        fails(Status.Code.INVALID_ARGUMENT, () -> find("0000000000000011-0-01"));
        fails(Status.Code.INVALID_ARGUMENT, () -> find("11-0-1"));
        served.release(19);
        fails(Status.Code.NOT_FOUND, () -> find("0000000000000011-0-11"));
    }

    @Test
    void whatWasAskedIsServedToOperatorsOnly() {
        served.release(20);
        fails(
                Status.Code.PERMISSION_DENIED,
                () -> served.evidence.getReceipt(GetReceiptRequest.newBuilder()
                        .setIndex(1)
                        .setOpening(true)
                        .build()));
        fails(Status.Code.PERMISSION_DENIED, () -> served.evidence.getBundle(GetBundleRequest.getDefaultInstance()));
    }

    @Test
    void aBundleThatWasKeptIsGivenByItsName() throws Exception {
        Path own = Files.createDirectory(directory.resolve("operators"));
        SessionShelf shelf = SessionShelf.of(own);
        EvidenceBundle kept =
                EvidenceBundle.gather("7f3a", List.of(Artefact.of(ArtefactKind.RECEIPT, "{}".getBytes(UTF_8))));
        assertThat(shelf.keep(kept)).isTrue();
        try (ServedLog operators = new ServedLog(own, shelf)) {
            var stub = operators.evidence;
            String name = kept.name().toString();
            assertThat(stub.getBundle(named(name)).getBundle().toByteArray()).isEqualTo(kept.toJson());
            fails(Status.Code.NOT_FOUND, () -> stub.getBundle(named(name.replace("7f3a", "other"))));
            fails(Status.Code.INVALID_ARGUMENT, () -> stub.getBundle(named("evid:../x:" + "0".repeat(64))));
            Path file = own.resolve("sessions/7f3a." + kept.name().root().hex() + ".json");
            Files.writeString(file, Files.readString(file).replace("7f3a", "7f3b"));
            fails(Status.Code.DATA_LOSS, () -> stub.getBundle(named(name)));
        }
    }

    private static GetBundleRequest named(String name) {
        return GetBundleRequest.newBuilder().setName(name).build();
    }

    @Test
    void provesEveryLeafAtEverySize() {
        served.release(20);
        for (int size = 1; size <= 20; size++) {
            for (int i = 0; i < size; i++) {
                ProveInclusionResponse proof = served.evidence.proveInclusion(ProveInclusionRequest.newBuilder()
                        .setIndex(i)
                        .setSize(size)
                        .build());
                assertThat(hash(proof.getLeafHash())).isEqualTo(MerkleHasher.leafHash(served.log.leaves.get(i)));
                assertThat(hash(proof.getRoot())).isEqualTo(served.root(size));
                assertThat(new InclusionProof(i, size, path(proof.getPathList()))
                                .verify(hash(proof.getLeafHash()), served.root(size))
                                .isVerified())
                        .isTrue();
            }
        }
        ProveInclusionResponse newestProof = served.evidence.proveInclusion(ProveInclusionRequest.getDefaultInstance());
        assertThat(newestProof.getSize()).isEqualTo(20);
        assertThat(newestProof.getCheckpoint()).isEqualTo(served.note(20));
        fails(
                Status.Code.OUT_OF_RANGE,
                () -> served.evidence.proveInclusion(
                        ProveInclusionRequest.newBuilder().setSize(21).build()));
        fails(
                Status.Code.OUT_OF_RANGE,
                () -> served.evidence.proveInclusion(ProveInclusionRequest.newBuilder()
                        .setIndex(5)
                        .setSize(5)
                        .build()));
    }

    @Test
    void provesThatTheLogOnlyGrew() {
        served.release(20);
        for (int size = 1; size <= 20; size++) {
            for (int old = 1; old <= size; old++) {
                ProveConsistencyResponse proof = consistency(old, size);
                assertThat(new ConsistencyProof(old, size, path(proof.getPathList()))
                                .verify(served.root(old), served.root(size))
                                .isVerified())
                        .isTrue();
            }
        }
        assertThat(consistency(7, 0).getNewSize()).isEqualTo(20);
        fails(Status.Code.OUT_OF_RANGE, () -> consistency(0, 5));
        fails(Status.Code.OUT_OF_RANGE, () -> consistency(6, 5));
        fails(Status.Code.OUT_OF_RANGE, () -> consistency(6, 21));
        fails(Status.Code.OUT_OF_RANGE, () -> consistency(-1, -1));
    }

    @Test
    void hasNothingToShowBeforeTheFirstCheckpoint() {
        fails(Status.Code.UNAVAILABLE, () -> receipt(0));
        fails(Status.Code.UNAVAILABLE, () -> consistency(1, 1));
        fails(Status.Code.UNAVAILABLE, () -> served.evidence.getCheckpoint(GetCheckpointRequest.getDefaultInstance()));
    }

    @Test
    void givesTheNewestCheckpoint() {
        served.release(11);
        assertThat(served.evidence
                        .getCheckpoint(GetCheckpointRequest.getDefaultInstance())
                        .getCheckpoint())
                .isEqualTo(served.note(11));
    }

    @Test
    void shedsWhenTooManyReadAtOnce() {
        served.release(11);
        served.full = true;
        fails(Status.Code.RESOURCE_EXHAUSTED, () -> receipt(0));
    }

    @Test
    void neverGivesAProofThatDoesNotHold() throws Exception {
        served.release(20);
        byte[] nodes = Files.readAllBytes(directory.resolve("nodes"));
        for (int node = 0; node * TreeHash.BYTES < nodes.length; node++) {
            byte[] bad = nodes.clone();
            bad[node * TreeHash.BYTES]++;
            Files.write(directory.resolve("nodes"), bad);
            for (int i = 0; i < 20; i++) {
                try {
                    ProveInclusionResponse proof = served.evidence.proveInclusion(
                            ProveInclusionRequest.newBuilder().setIndex(i).build());
                    assertThat(new InclusionProof(i, 20, path(proof.getPathList()))
                                    .verify(hash(proof.getLeafHash()), served.root(20))
                                    .isVerified())
                            .isTrue();
                } catch (StatusRuntimeException e) {
                    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DATA_LOSS);
                }
            }
        }
        Files.write(directory.resolve("nodes"), Arrays.copyOf(nodes, 100));
        fails(Status.Code.DATA_LOSS, () -> receipt(19));
        assertThat(served.counters.damaged()).isGreaterThan(20);
    }

    private GetReceiptResponse receipt(long index) {
        return served.evidence.getReceipt(
                GetReceiptRequest.newBuilder().setIndex(index).build());
    }

    private GetReceiptResponse find(String decision) {
        return served.evidence.getReceipt(
                GetReceiptRequest.newBuilder().setDecisionId(decision).build());
    }

    private ProveConsistencyResponse consistency(long old, long size) {
        return served.evidence.proveConsistency(ProveConsistencyRequest.newBuilder()
                .setOldSize(old)
                .setNewSize(size)
                .build());
    }

    private static List<TreeHash> path(List<ByteString> hashes) {
        return hashes.stream().map(EvidenceEndpointTest::hash).toList();
    }

    private static TreeHash hash(ByteString bytes) {
        return TreeHash.of(bytes.toByteArray());
    }
}
