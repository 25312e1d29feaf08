package dev.postern.sidecar.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.Checkpoint;
import dev.postern.evidence.ConsistencyProof;
import dev.postern.evidence.InclusionProof;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.MerkleTree;
import dev.postern.evidence.Opening;
import dev.postern.evidence.TreeHash;
import dev.postern.evidence.session.BundleName;
import dev.postern.sidecar.decide.DecisionId;
import dev.postern.sidecar.evidence.EvidenceCounters;
import dev.postern.sidecar.evidence.PublishedLog;
import dev.postern.sidecar.evidence.Released;
import dev.postern.sidecar.evidence.SessionShelf;
import dev.postern.v1.EvidenceServiceGrpc;
import dev.postern.v1.GetBundleRequest;
import dev.postern.v1.GetBundleResponse;
import dev.postern.v1.GetCheckpointRequest;
import dev.postern.v1.GetCheckpointResponse;
import dev.postern.v1.GetReceiptRequest;
import dev.postern.v1.GetReceiptResponse;
import dev.postern.v1.ProveConsistencyRequest;
import dev.postern.v1.ProveConsistencyResponse;
import dev.postern.v1.ProveInclusionRequest;
import dev.postern.v1.ProveInclusionResponse;
import dev.postern.v1.TailRequest;
import dev.postern.v1.TailResponse;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code postern.v1.EvidenceService}. Nothing in the log is secret, but it says what was decided when, so it is served
 * only where callers are trusted to name principals, and on the admin listener; openings and bundles of sessions, on the
 * latter alone. Reads on a bounded executor; every proof
 * is verified before it is given. Thread-safe.
 */
public final class EvidenceEndpoint extends EvidenceServiceGrpc.EvidenceServiceImplBase {

    private static final Logger LOG = LoggerFactory.getLogger(EvidenceEndpoint.class);

    private final PublishedLog log;
    private final Executor background;
    private final Tails tails;
    private final EvidenceCounters counters;
    private final @Nullable SessionShelf sessions;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * A service of one log.
     *
     * @param counters are told of what is found damaged
     * @param background bounded; rejects when full
     * @param sessions bundles of sessions, for callers who may see what was asked; {@code null} for all others
     */
    public EvidenceEndpoint(
            PublishedLog log,
            Tails tails,
            EvidenceCounters counters,
            Executor background,
            @Nullable SessionShelf sessions) {
        this.log = log;
        this.tails = tails;
        this.counters = counters;
        this.background = background;
        this.sessions = sessions;
    }

    @Override
    public void getReceipt(GetReceiptRequest request, StreamObserver<GetReceiptResponse> reply) {
        answer(reply, () -> receipt(request));
    }

    @Override
    public void proveInclusion(ProveInclusionRequest request, StreamObserver<ProveInclusionResponse> reply) {
        answer(reply, () -> inclusion(request.getIndex(), request.getSize()));
    }

    @Override
    public void proveConsistency(ProveConsistencyRequest request, StreamObserver<ProveConsistencyResponse> reply) {
        answer(reply, () -> consistency(request.getOldSize(), request.getNewSize()));
    }

    @Override
    public void getCheckpoint(GetCheckpointRequest request, StreamObserver<GetCheckpointResponse> reply) {
        answer(
                reply,
                () -> GetCheckpointResponse.newBuilder()
                        .setCheckpoint(note(newest()))
                        .build());
    }

    @Override
    public void tail(TailRequest request, StreamObserver<TailResponse> reply) {
        tails.open(request.getFrom(), (ServerCallStreamObserver<TailResponse>) reply);
    }

    @Override
    public void getBundle(GetBundleRequest request, StreamObserver<GetBundleResponse> reply) {
        answer(reply, () -> bundle(request.getName()));
    }

    private GetReceiptResponse receipt(GetReceiptRequest request)
            throws IOException, DamagedException, StatusException {
        if (request.getOpening()) {
            operatorsOnly("openings");
        }
        Released newest = newest();
        long index = request.hasDecisionId() ? find(request.getDecisionId()) : request.getIndex();
        within(index, newest.checkpoint().size());
        byte[] receipt = log.leaf(index);
        InclusionProof proof = log.tree().inclusion(index, newest.checkpoint().size());
        verified(proof.verify(MerkleHasher.leafHash(receipt), newest.checkpoint())
                .isVerified());
        GetReceiptResponse.Builder response =
                GetReceiptResponse.newBuilder().setIndex(index).setReceipt(UnsafeByteOperations.unsafeWrap(receipt));
        if (request.getOpening()) {
            log.opening(index).map(EvidenceEndpoint::opening).ifPresent(response::setOpening);
        }
        return response.build();
    }

    private static dev.postern.v1.Opening opening(Opening opening) {
        return dev.postern.v1.Opening.newBuilder()
                .setSalt(UnsafeByteOperations.unsafeWrap(opening.salt()))
                .setQuestion(UnsafeByteOperations.unsafeWrap(opening.question()))
                .build();
    }

    private long find(String text) throws IOException, DamagedException, StatusException {
        DecisionId id = DecisionId.parse(text);
        if (id == null) {
            throw Status.INVALID_ARGUMENT.withDescription("not a decision_id").asException();
        }
        OptionalLong index = log.find(id.boot(), id.lane(), id.number());
        return index.orElseThrow(() -> Status.NOT_FOUND
                .withDescription("no receipt of that decision under a checkpoint")
                .asException());
    }

    private GetBundleResponse bundle(String text) throws IOException, DamagedException, StatusException {
        SessionShelf shelf = operatorsOnly("bundles of sessions");
        BundleName name = BundleName.parse(text);
        if (name == null) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("not the name of a bundle, expected evid:SESSION:ROOT")
                    .asException();
        }
        byte[] bundle = shelf.find(name)
                .orElseThrow(() -> Status.NOT_FOUND
                        .withDescription("no bundle of that name was kept")
                        .asException());
        return GetBundleResponse.newBuilder()
                .setBundle(UnsafeByteOperations.unsafeWrap(bundle))
                .build();
    }

    private SessionShelf operatorsOnly(String what) throws StatusException {
        SessionShelf shelf = sessions;
        if (shelf == null) {
            throw Status.PERMISSION_DENIED
                    .withDescription(what + " are served on the admin listener only")
                    .asException();
        }
        return shelf;
    }

    private ProveInclusionResponse inclusion(long index, long wanted) throws IOException, StatusException {
        Released newest = newest();
        long size = size(wanted, newest.checkpoint());
        within(index, size);
        MerkleTree tree = log.tree();
        TreeHash root = root(tree, size, newest.checkpoint());
        TreeHash leaf = tree.leaf(index);
        InclusionProof proof = tree.inclusion(index, size);
        verified(proof.verify(leaf, root).isVerified());
        return ProveInclusionResponse.newBuilder()
                .setIndex(index)
                .setSize(size)
                .setLeafHash(bytes(leaf))
                .addAllPath(bytes(proof.path()))
                .setRoot(bytes(root))
                .setCheckpoint(note(newest))
                .build();
    }

    private ProveConsistencyResponse consistency(long oldSize, long wanted) throws IOException, StatusException {
        Released newest = newest();
        long size = size(wanted, newest.checkpoint());
        if (oldSize < 1 || oldSize > size) {
            throw Status.OUT_OF_RANGE
                    .withDescription("old_size " + oldSize + ", expected 1 to " + size)
                    .asException();
        }
        MerkleTree tree = log.tree();
        TreeHash newRoot = root(tree, size, newest.checkpoint());
        TreeHash oldRoot = tree.root(oldSize);
        ConsistencyProof proof = tree.consistency(oldSize, size);
        verified(proof.verify(oldRoot, newRoot).isVerified());
        return ProveConsistencyResponse.newBuilder()
                .setOldSize(oldSize)
                .setNewSize(size)
                .addAllPath(bytes(proof.path()))
                .setOldRoot(bytes(oldRoot))
                .setNewRoot(bytes(newRoot))
                .setCheckpoint(note(newest))
                .build();
    }

    /** The root at a size, shown to be that of the signed checkpoint or of a beginning of it. */
    private static TreeHash root(MerkleTree tree, long size, Checkpoint newest) throws StatusException {
        TreeHash root = tree.root(size);
        verified(
                size == newest.size()
                        ? root.equals(newest.root())
                        : tree.consistency(size, newest.size())
                                .verify(root, newest.root())
                                .isVerified());
        return root;
    }

    private Released newest() throws StatusException {
        return log.newest()
                .orElseThrow(() ->
                        Status.UNAVAILABLE.withDescription("no checkpoint yet").asException());
    }

    private static long size(long wanted, Checkpoint newest) throws StatusException {
        if (wanted < 0 || wanted > newest.size()) {
            throw Status.OUT_OF_RANGE
                    .withDescription("size " + Long.toUnsignedString(wanted) + ", expected at most " + newest.size())
                    .asException();
        }
        return wanted == 0 ? newest.size() : wanted;
    }

    private static void within(long index, long size) throws StatusException {
        if (index < 0 || index >= size) {
            throw Status.OUT_OF_RANGE
                    .withDescription("index " + Long.toUnsignedString(index) + ", expected less than " + size)
                    .asException();
        }
    }

    private static void verified(boolean verified) throws StatusException {
        if (!verified) {
            throw Status.DATA_LOSS
                    .withDescription("what is stored does not verify; postern evidence fsck says where")
                    .asException();
        }
    }

    /** Works out an answer; may read files. */
    @FunctionalInterface
    private interface Work<A> {
        A run() throws IOException, DamagedException, StatusException;
    }

    private <A> void answer(StreamObserver<A> reply, Work<A> work) {
        try {
            background.execute(() -> run(reply, work));
        } catch (RejectedExecutionException full) {
            reply.onError(Status.RESOURCE_EXHAUSTED
                    .withDescription("too many read the log at once")
                    .asException());
        }
    }

    private <A> void run(StreamObserver<A> reply, Work<A> work) {
        try {
            reply.onNext(work.run());
            reply.onCompleted();
        } catch (StatusException e) {
            if (e.getStatus().getCode() == Status.Code.DATA_LOSS) {
                damaged(e);
            }
            reply.onError(e);
        } catch (IOException | UncheckedIOException | DamagedException | IndexOutOfBoundsException e) {
            damaged(e);
            reply.onError(
                    Status.DATA_LOSS.withDescription("the log cannot be read").asException());
        }
    }

    /** Counted each time, told once: whoever asks again and again shall not fill the sidecar's own log. */
    private void damaged(Exception fault) {
        counters.foundDamaged();
        if (told.compareAndSet(false, true)) {
            LOG.error("the evidence log is damaged, or its disk fails", fault);
        }
    }

    private static String note(Released released) {
        return new String(released.note(), StandardCharsets.UTF_8);
    }

    private static List<ByteString> bytes(List<TreeHash> path) {
        return path.stream().map(EvidenceEndpoint::bytes).toList();
    }

    private static ByteString bytes(TreeHash hash) {
        return UnsafeByteOperations.unsafeWrap(hash.toByteArray());
    }
}
