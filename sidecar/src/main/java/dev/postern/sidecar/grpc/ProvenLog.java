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
import dev.postern.sidecar.decide.DecisionId;
import dev.postern.sidecar.evidence.PublishedLog;
import dev.postern.sidecar.evidence.Released;
import dev.postern.v1.GetCheckpointResponse;
import dev.postern.v1.GetReceiptRequest;
import dev.postern.v1.GetReceiptResponse;
import dev.postern.v1.ProveConsistencyRequest;
import dev.postern.v1.ProveConsistencyResponse;
import dev.postern.v1.ProveInclusionRequest;
import dev.postern.v1.ProveInclusionResponse;
import io.grpc.Status;
import io.grpc.StatusException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a log answers: receipts, proofs and its newest checkpoint. Every proof is verified before it is given, so a damaged
 * log is refused with {@code DATA_LOSS} and never believed. Reads files. Thread-safe.
 */
final class ProvenLog {

    private final PublishedLog log;

    ProvenLog(PublishedLog log) {
        this.log = log;
    }

    GetCheckpointResponse checkpoint() throws StatusException {
        return GetCheckpointResponse.newBuilder().setCheckpoint(note(newest())).build();
    }

    GetReceiptResponse receipt(GetReceiptRequest request) throws IOException, DamagedException, StatusException {
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
            log.opening(index).map(ProvenLog::wire).ifPresent(response::setOpening);
        }
        return response.build();
    }

    ProveInclusionResponse inclusion(ProveInclusionRequest request) throws IOException, StatusException {
        Released newest = newest();
        long index = request.getIndex();
        long size = size(request.getSize(), newest.checkpoint());
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

    ProveConsistencyResponse consistency(ProveConsistencyRequest request) throws IOException, StatusException {
        Released newest = newest();
        long oldSize = request.getOldSize();
        long size = size(request.getNewSize(), newest.checkpoint());
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

    private long find(String text) throws IOException, DamagedException, StatusException {
        DecisionId id = DecisionId.parse(text);
        if (id == null) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("not a decision_id, expected BOOT-LANE-NUMBER")
                    .asException();
        }
        return log.find(id.boot(), id.lane(), id.number())
                .orElseThrow(() -> Status.NOT_FOUND
                        .withDescription("no receipt of that decision under a checkpoint")
                        .asException());
    }

    private Released newest() throws StatusException {
        return log.newest()
                .orElseThrow(() ->
                        Status.UNAVAILABLE.withDescription("no checkpoint yet").asException());
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

    private static dev.postern.v1.Opening wire(Opening opening) {
        return dev.postern.v1.Opening.newBuilder()
                .setSalt(UnsafeByteOperations.unsafeWrap(opening.salt()))
                .setQuestion(UnsafeByteOperations.unsafeWrap(opening.question()))
                .build();
    }

    private static String note(Released released) {
        return new String(released.note(), StandardCharsets.UTF_8);
    }

    private static List<ByteString> bytes(List<TreeHash> path) {
        return path.stream().map(ProvenLog::bytes).toList();
    }

    private static ByteString bytes(TreeHash hash) {
        return UnsafeByteOperations.unsafeWrap(hash.toByteArray());
    }
}
