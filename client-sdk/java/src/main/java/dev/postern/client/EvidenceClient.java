package dev.postern.client;

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
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the evidence log of a sidecar. What comes back is material to verify, not to believe. A call that fails throws
 * {@link io.grpc.StatusRuntimeException}. Thread-safe.
 */
public final class EvidenceClient implements AutoCloseable {

    private final Connection connection;
    private final Duration deadline;

    private EvidenceClient(Connection connection, Duration deadline) {
        this.connection = connection;
        this.deadline = deadline;
    }

    /**
     * A client of the listener at {@code target}; it connects with its first call.
     *
     * @param target {@code host:port} or {@code unix:/path}
     * @param tls {@code null} for plain text, as on a Unix socket
     * @param deadline of every call but {@link #tail}
     */
    public static EvidenceClient open(String target, @Nullable Tls tls, Duration deadline) {
        return new EvidenceClient(Connection.open(Target.parse(target), tls, Connection.KEEP_ALIVE), deadline);
    }

    static EvidenceClient over(ManagedChannel channel, Duration deadline) {
        return new EvidenceClient(Connection.over(channel), deadline);
    }

    /** The newest checkpoint, a signed note. */
    public String checkpoint() {
        return stub().getCheckpoint(GetCheckpointRequest.getDefaultInstance()).getCheckpoint();
    }

    /** The receipt at a place in the log. */
    public GetReceiptResponse receipt(long index) {
        return stub().getReceipt(GetReceiptRequest.newBuilder().setIndex(index).build());
    }

    /** The receipt of an answer, by the answer's decision id. */
    public GetReceiptResponse receipt(String decisionId) {
        return stub().getReceipt(
                        GetReceiptRequest.newBuilder().setDecisionId(decisionId).build());
    }

    /** The receipt of an answer with what was asked, as far as that was not erased; on the admin listener only. */
    public GetReceiptResponse opened(String decisionId) {
        return stub().getReceipt(GetReceiptRequest.newBuilder()
                .setDecisionId(decisionId)
                .setOpening(true)
                .build());
    }

    /** The bundle of a session that was kept under a name, as JSON; on the admin listener only. */
    public byte[] bundle(String name) {
        return stub().getBundle(GetBundleRequest.newBuilder().setName(name).build())
                .getBundle()
                .toByteArray();
    }

    /** That a leaf is in the log under its newest checkpoint. */
    public ProveInclusionResponse proveInclusion(long index) {
        return stub().proveInclusion(
                        ProveInclusionRequest.newBuilder().setIndex(index).build());
    }

    /** That the log under its newest checkpoint begins with the log of {@code oldSize} leaves. */
    public ProveConsistencyResponse proveConsistency(long oldSize) {
        return stub().proveConsistency(
                        ProveConsistencyRequest.newBuilder().setOldSize(oldSize).build());
    }

    /** Leaves from an index on and the checkpoints over them, as they come; does not end by itself. */
    public Iterator<TailResponse> tail(long from) {
        return EvidenceServiceGrpc.newBlockingStub(connection.channel())
                .tail(TailRequest.newBuilder().setFrom(from).build());
    }

    @Override
    public void close() {
        connection.close();
    }

    private EvidenceServiceGrpc.EvidenceServiceBlockingStub stub() {
        return EvidenceServiceGrpc.newBlockingStub(connection.channel())
                .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }
}
