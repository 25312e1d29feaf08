package dev.postern.sidecar.grpc;

import com.google.protobuf.UnsafeByteOperations;
import dev.postern.crypto.DamagedException;
import dev.postern.evidence.session.BundleName;
import dev.postern.sidecar.evidence.EvidenceCounters;
import dev.postern.sidecar.evidence.PublishedLog;
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
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The {@code postern.v1.EvidenceService}. Nothing in the log is secret, but it says what was decided when, so it is served
 * only where callers are trusted to name principals, and on the admin listener; openings and bundles of sessions, on the
 * latter alone. Thread-safe.
 */
public final class EvidenceEndpoint extends EvidenceServiceGrpc.EvidenceServiceImplBase {

    private final ProvenLog log;
    private final LogReads reads;
    private final Tails tails;
    private final @Nullable SessionShelf sessions;

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
        this.log = new ProvenLog(log);
        this.reads = new LogReads(background, counters);
        this.tails = tails;
        this.sessions = sessions;
    }

    @Override
    public void getReceipt(GetReceiptRequest request, StreamObserver<GetReceiptResponse> reply) {
        reads.answer(reply, () -> receipt(request));
    }

    @Override
    public void proveInclusion(ProveInclusionRequest request, StreamObserver<ProveInclusionResponse> reply) {
        reads.answer(reply, () -> log.inclusion(request));
    }

    @Override
    public void proveConsistency(ProveConsistencyRequest request, StreamObserver<ProveConsistencyResponse> reply) {
        reads.answer(reply, () -> log.consistency(request));
    }

    @Override
    public void getCheckpoint(GetCheckpointRequest request, StreamObserver<GetCheckpointResponse> reply) {
        reads.answer(reply, log::checkpoint);
    }

    @Override
    public void tail(TailRequest request, StreamObserver<TailResponse> reply) {
        tails.open(request.getFrom(), (ServerCallStreamObserver<TailResponse>) reply);
    }

    @Override
    public void getBundle(GetBundleRequest request, StreamObserver<GetBundleResponse> reply) {
        reads.answer(reply, () -> bundle(request.getName()));
    }

    private GetReceiptResponse receipt(GetReceiptRequest request)
            throws IOException, DamagedException, StatusException {
        if (request.getOpening()) {
            operatorsOnly("openings");
        }
        return log.receipt(request);
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
}
