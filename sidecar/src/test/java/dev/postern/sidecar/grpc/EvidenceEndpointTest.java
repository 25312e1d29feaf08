package dev.postern.sidecar.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.ConsistencyProof;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.InclusionProof;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.TreeHash;
import dev.postern.evidence.session.Artefact;
import dev.postern.evidence.session.ArtefactKind;
import dev.postern.evidence.session.EvidenceBundle;
import dev.postern.sidecar.audit.WrittenLog;
import dev.postern.sidecar.evidence.EvidenceCounters;
import dev.postern.sidecar.evidence.FileDisk;
import dev.postern.sidecar.evidence.PublishedLog;
import dev.postern.sidecar.evidence.Released;
import dev.postern.sidecar.evidence.SessionShelf;
import dev.postern.v1.EvidenceServiceGrpc;
import dev.postern.v1.GetBundleRequest;
import dev.postern.v1.GetCheckpointRequest;
import dev.postern.v1.GetReceiptRequest;
import dev.postern.v1.GetReceiptResponse;
import dev.postern.v1.ProveConsistencyRequest;
import dev.postern.v1.ProveConsistencyResponse;
import dev.postern.v1.ProveInclusionRequest;
import dev.postern.v1.ProveInclusionResponse;
import dev.postern.v1.TailRequest;
import dev.postern.v1.TailResponse;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

final class EvidenceEndpointTest {

    @TempDir
    private Path directory;

    private final List<Consumer<Released>> subscribers = new ArrayList<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private Optional<Released> newest = Optional.empty();
    private final EvidenceCounters counters = new EvidenceCounters();
    private boolean full;
    private boolean held;
    private WrittenLog log;
    private PublishedLog published;
    private Tails tails;
    private Server server;
    private ManagedChannel channel;
    private EvidenceServiceGrpc.EvidenceServiceBlockingStub evidence;

    /** Runs tasks at once, unless the test holds them back or there is no room. */
    private final Executor background = task -> {
        if (full) {
            throw new RejectedExecutionException();
        }
        if (held) {
            waiting.add(task);
        } else {
            task.run();
        }
    };

    @BeforeEach
    void start(TestInfo test) throws Exception {
        log = new WrittenLog(directory);
        log.run(0x11, true).receipts(0, 10).checkpoint().receipts(1, 3).end();
        log.segment().receipts(1, 4).receipts(0, 2).write().writeNodes();
        published = new PublishedLog(FileDisk.existing(directory), () -> newest, subscribers::add);
        tails = new Tails(published, background);
        server = InProcessServerBuilder.forName(test.getDisplayName())
                .directExecutor()
                .addService(new EvidenceEndpoint(published, tails, counters, background, null))
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(test.getDisplayName())
                .directExecutor()
                .build();
        evidence = EvidenceServiceGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void stop() throws Exception {
        channel.shutdownNow();
        server.shutdownNow();
        published.close();
    }

    @Test
    void givesEveryLeafUnderTheCheckpointAndNoneBeyond() {
        release(17);
        for (int i = 0; i < 17; i++) {
            assertThat(receipt(i).getReceipt().toByteArray()).isEqualTo(log.leaves.get(i));
        }
        fails(Status.Code.OUT_OF_RANGE, () -> receipt(17));
        fails(Status.Code.OUT_OF_RANGE, () -> receipt(-1));
    }

    @Test
    void findsAReceiptByItsDecision() {
        release(20);
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
        release(19);
        fails(Status.Code.NOT_FOUND, () -> find("0000000000000011-0-11"));
    }

    @Test
    void whatWasAskedIsServedToOperatorsOnly() {
        release(20);
        fails(
                Status.Code.PERMISSION_DENIED,
                () -> evidence.getReceipt(GetReceiptRequest.newBuilder()
                        .setIndex(1)
                        .setOpening(true)
                        .build()));
        fails(Status.Code.PERMISSION_DENIED, () -> evidence.getBundle(GetBundleRequest.getDefaultInstance()));
    }

    @Test
    void aBundleThatWasKeptIsGivenByItsName() throws Exception {
        SessionShelf shelf = SessionShelf.of(directory);
        EvidenceBundle kept = EvidenceBundle.gather(
                "7f3a", List.of(Artefact.of(ArtefactKind.RECEIPT, "{}".getBytes(StandardCharsets.UTF_8))));
        assertThat(shelf.keep(kept)).isTrue();
        EvidenceEndpoint operators = new EvidenceEndpoint(published, tails, counters, background, shelf);
        Server admin = InProcessServerBuilder.forName("operators")
                .directExecutor()
                .addService(operators)
                .build()
                .start();
        ManagedChannel local =
                InProcessChannelBuilder.forName("operators").directExecutor().build();
        try {
            var stub = EvidenceServiceGrpc.newBlockingStub(local);
            String name = kept.name().toString();
            assertThat(stub.getBundle(named(name)).getBundle().toByteArray()).isEqualTo(kept.toJson());
            fails(Status.Code.NOT_FOUND, () -> stub.getBundle(named(name.replace("7f3a", "other"))));
            fails(Status.Code.INVALID_ARGUMENT, () -> stub.getBundle(named("evid:../x:" + "0".repeat(64))));
            Path file = directory.resolve("sessions/7f3a." + kept.name().root().hex() + ".json");
            Files.writeString(file, Files.readString(file).replace("7f3a", "7f3b"));
            fails(Status.Code.DATA_LOSS, () -> stub.getBundle(named(name)));
        } finally {
            local.shutdownNow();
            admin.shutdownNow();
        }
    }

    private static GetBundleRequest named(String name) {
        return GetBundleRequest.newBuilder().setName(name).build();
    }

    @Test
    void provesEveryLeafAtEverySize() {
        release(20);
        for (int size = 1; size <= 20; size++) {
            for (int i = 0; i < size; i++) {
                ProveInclusionResponse proof = evidence.proveInclusion(ProveInclusionRequest.newBuilder()
                        .setIndex(i)
                        .setSize(size)
                        .build());
                assertThat(hash(proof.getLeafHash())).isEqualTo(MerkleHasher.leafHash(log.leaves.get(i)));
                assertThat(hash(proof.getRoot())).isEqualTo(root(size));
                assertThat(new InclusionProof(i, size, path(proof.getPathList()))
                                .verify(hash(proof.getLeafHash()), root(size))
                                .isVerified())
                        .isTrue();
            }
        }
        ProveInclusionResponse newestProof = evidence.proveInclusion(ProveInclusionRequest.getDefaultInstance());
        assertThat(newestProof.getSize()).isEqualTo(20);
        assertThat(newestProof.getCheckpoint()).isEqualTo(note(20));
        fails(
                Status.Code.OUT_OF_RANGE,
                () -> evidence.proveInclusion(
                        ProveInclusionRequest.newBuilder().setSize(21).build()));
        fails(
                Status.Code.OUT_OF_RANGE,
                () -> evidence.proveInclusion(ProveInclusionRequest.newBuilder()
                        .setIndex(5)
                        .setSize(5)
                        .build()));
    }

    @Test
    void provesThatTheLogOnlyGrew() {
        release(20);
        for (int size = 1; size <= 20; size++) {
            for (int old = 1; old <= size; old++) {
                ProveConsistencyResponse proof = consistency(old, size);
                assertThat(new ConsistencyProof(old, size, path(proof.getPathList()))
                                .verify(root(old), root(size))
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
        fails(Status.Code.UNAVAILABLE, () -> evidence.getCheckpoint(GetCheckpointRequest.getDefaultInstance()));
    }

    @Test
    void givesTheNewestCheckpoint() {
        release(11);
        assertThat(evidence.getCheckpoint(GetCheckpointRequest.getDefaultInstance())
                        .getCheckpoint())
                .isEqualTo(note(11));
    }

    @Test
    void shedsWhenTooManyReadAtOnce() {
        release(11);
        full = true;
        fails(Status.Code.RESOURCE_EXHAUSTED, () -> receipt(0));
        fails(Status.Code.RESOURCE_EXHAUSTED, () -> tail(0).next());
    }

    @Test
    void neverGivesAProofThatDoesNotHold() throws Exception {
        release(20);
        byte[] nodes = Files.readAllBytes(directory.resolve("nodes"));
        for (int node = 0; node * TreeHash.BYTES < nodes.length; node++) {
            byte[] bad = nodes.clone();
            bad[node * TreeHash.BYTES]++;
            Files.write(directory.resolve("nodes"), bad);
            for (int i = 0; i < 20; i++) {
                try {
                    ProveInclusionResponse proof = evidence.proveInclusion(
                            ProveInclusionRequest.newBuilder().setIndex(i).build());
                    assertThat(new InclusionProof(i, 20, path(proof.getPathList()))
                                    .verify(hash(proof.getLeafHash()), root(20))
                                    .isVerified())
                            .isTrue();
                } catch (StatusRuntimeException e) {
                    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DATA_LOSS);
                }
            }
        }
        Files.write(directory.resolve("nodes"), Arrays.copyOf(nodes, 100));
        fails(Status.Code.DATA_LOSS, () -> receipt(19));
        assertThat(counters.damaged()).isGreaterThan(20);
    }

    @Test
    void aTailGivesAllLeavesAndEveryCheckpointReleasedMeanwhile() {
        release(11);
        Iterator<TailResponse> tail = tail(0);
        assertThat(collect(tail, 11))
                .isEqualTo(log.leaves.subList(0, 11).stream()
                        .map(EvidenceEndpointTest::text)
                        .toList());
        release(14);
        release(17);
        assertThat(collect(tail, 14)).hasSize(3);
        assertThat(collect(tail, 17)).hasSize(3);
        assertThat(tails.count()).isEqualTo(1);
    }

    @Test
    void aTailIsResumedWhereItBrokeOff() {
        release(20);
        assertThat(collect(tail(13), 20))
                .isEqualTo(log.leaves.subList(13, 20).stream()
                        .map(EvidenceEndpointTest::text)
                        .toList());
        TailResponse onlyCheckpoint = tail(20).next();
        assertThat(onlyCheckpoint.getReceiptsCount()).isZero();
        assertThat(onlyCheckpoint.getCheckpoint()).isEqualTo(note(20));
        fails(Status.Code.OUT_OF_RANGE, () -> tail(21).next());
        fails(Status.Code.OUT_OF_RANGE, () -> tail(-1).next());
    }

    @Test
    void whatIsReleasedWhileATailIsBusyIsNotForgotten() {
        held = true;
        Iterator<TailResponse> tail = tail(0);
        release(11);
        release(17);
        assertThat(waiting).hasSize(1);
        held = false;
        waiting.remove().run();
        assertThat(collect(tail, 17)).hasSize(17);
    }

    @Test
    void followersAreBoundedAndForgottenWhenTheyLeave() {
        release(1);
        List<Iterator<TailResponse>> followers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            followers.add(tail(0));
            assertThat(followers.get(i).next().getReceiptsCount()).isEqualTo(1);
        }
        fails(Status.Code.RESOURCE_EXHAUSTED, () -> tail(0).next());
        channel.shutdownNow();
        assertThat(tails.count()).isZero();
    }

    @Test
    void followersAreToldWhenTheServerStops() {
        release(1);
        Iterator<TailResponse> tail = tail(0);
        assertThat(tail.next().getReceiptsCount()).isEqualTo(1);
        tails.end();
        fails(Status.Code.UNAVAILABLE, tail::next);
        assertThat(tails.count()).isZero();
    }

    private void release(int size) {
        newest = Optional.of(new Released(
                new Checkpoint(WrittenLog.ORIGIN, size, root(size)), note(size).getBytes(UTF_8), 0));
        subscribers.forEach(subscriber -> subscriber.accept(newest.orElseThrow()));
    }

    private String note(int size) {
        return WrittenLog.note(size, root(size), WrittenLog.SIGNER).encode();
    }

    private TreeHash root(int size) {
        Frontier tree = new Frontier();
        log.leaves.subList(0, size).forEach(leaf -> tree.append(MerkleHasher.leafHash(leaf)));
        return tree.root();
    }

    private GetReceiptResponse receipt(long index) {
        return evidence.getReceipt(
                GetReceiptRequest.newBuilder().setIndex(index).build());
    }

    private GetReceiptResponse find(String decision) {
        return evidence.getReceipt(
                GetReceiptRequest.newBuilder().setDecisionId(decision).build());
    }

    private ProveConsistencyResponse consistency(long old, long size) {
        return evidence.proveConsistency(ProveConsistencyRequest.newBuilder()
                .setOldSize(old)
                .setNewSize(size)
                .build());
    }

    private Iterator<TailResponse> tail(long from) {
        return evidence.tail(TailRequest.newBuilder().setFrom(from).build());
    }

    /** The leaves up to the checkpoint of that size. */
    private List<String> collect(Iterator<TailResponse> tail, int size) {
        List<String> leaves = new ArrayList<>();
        while (true) {
            TailResponse message = tail.next();
            message.getReceiptsList().forEach(leaf -> leaves.add(leaf.toStringUtf8()));
            if (!message.getCheckpoint().isEmpty()) {
                assertThat(message.getCheckpoint()).isEqualTo(note(size));
                assertThat(message.getFirst() + message.getReceiptsCount()).isEqualTo(size);
                return leaves;
            }
        }
    }

    private static void fails(Status.Code code, Runnable call) {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
    }

    private static List<TreeHash> path(List<ByteString> hashes) {
        return hashes.stream().map(EvidenceEndpointTest::hash).toList();
    }

    private static TreeHash hash(ByteString bytes) {
        return TreeHash.of(bytes.toByteArray());
    }

    private static String text(byte[] leaf) {
        return new String(leaf, UTF_8);
    }
}
