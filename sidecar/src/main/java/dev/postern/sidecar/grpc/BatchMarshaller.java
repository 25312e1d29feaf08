package dev.postern.sidecar.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.postern.policy.Reason;
import dev.postern.v1.DecideBatchRequest;
import dev.postern.v1.DecideRequest;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes batches item by item, so that an item that cannot be decoded spoils no other, and items beyond the cap are
 * counted and not built. Thread-safe.
 */
final class BatchMarshaller implements Marshaller<BatchMarshaller.Batch> {

    private static final int CHECKS_TAG = DecideBatchRequest.CHECKS_FIELD_NUMBER << 3 | WireTags.LENGTH;
    private static final Received<DecideRequest> MALFORMED = new Received.Unreadable<>(Reason.INPUT_MALFORMED);
    private static final Received<DecideRequest> TOO_LARGE = new Received.Unreadable<>(Reason.INPUT_TOO_LARGE);

    private final int maxBytes;
    private final int maxChecks;

    BatchMarshaller(int maxBytes, int maxChecks) {
        this.maxBytes = maxBytes;
        this.maxChecks = maxChecks;
    }

    /**
     * A batch as it came.
     *
     * @param checks the items, at most as many as the cap
     * @param count how many items there were
     */
    record Batch(List<Received<DecideRequest>> checks, int count) {

        private static Batch unreadable(Received<DecideRequest> why) {
            return new Batch(List.of(why), 1);
        }
    }

    @Override
    public Batch parse(InputStream stream) {
        try {
            if (stream instanceof KnownLength && stream.available() > maxBytes) {
                return Batch.unreadable(TOO_LARGE);
            }
            byte[] bytes = stream.readNBytes(maxBytes + 1);
            return bytes.length > maxBytes ? Batch.unreadable(TOO_LARGE) : read(CodedInputStream.newInstance(bytes));
        } catch (StatusRuntimeException e) {
            // Thrown while inflating a compressed message that grows beyond what the transport receives.
            return Batch.unreadable(TOO_LARGE);
        } catch (IOException e) {
            return Batch.unreadable(MALFORMED);
        }
    }

    @Override
    public InputStream stream(Batch batch) {
        throw new UnsupportedOperationException("batches are only received");
    }

    private Batch read(CodedInputStream input) {
        List<Received<DecideRequest>> checks = new ArrayList<>();
        int count = 0;
        try {
            for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
                if (tag != CHECKS_TAG) {
                    input.skipField(tag);
                } else if (count++ < maxChecks) {
                    checks.add(item(input.readByteArray()));
                } else {
                    input.skipRawBytes(input.readRawVarint32());
                }
            }
        } catch (IOException e) {
            // What follows the break cannot be told apart any more: one denial stands for it.
            checks.add(MALFORMED);
            count = Math.max(count, checks.size());
        }
        return new Batch(checks, count);
    }

    private static Received<DecideRequest> item(byte[] bytes) {
        try {
            return new Received.Message<>(DecideRequest.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            return MALFORMED;
        }
    }
}
