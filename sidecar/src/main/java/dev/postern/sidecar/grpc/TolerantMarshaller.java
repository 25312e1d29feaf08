package dev.postern.sidecar.grpc;

import com.google.protobuf.Message;
import dev.postern.policy.Reason;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Decodes requests without ever failing the call: what cannot be decoded, or is larger than allowed, reaches the
 * handler as {@link Received.Unreadable}. A decoding error that became an RPC error would be an allow wherever a client
 * lets calls pass on error. Thread-safe.
 */
public final class TolerantMarshaller<T extends Message> implements Marshaller<Received<T>> {

    private final Marshaller<T> strict;
    private final int maxBytes;
    private final Received.Unreadable<T> malformed = new Received.Unreadable<>(Reason.INPUT_MALFORMED);
    private final Received.Unreadable<T> tooLarge = new Received.Unreadable<>(Reason.INPUT_TOO_LARGE);

    /** Decodes messages of the type of {@code prototype} of at most {@code maxBytes} bytes. */
    public TolerantMarshaller(T prototype, int maxBytes) {
        this.strict = ProtoUtils.marshaller(prototype);
        this.maxBytes = maxBytes;
    }

    @Override
    public Received<T> parse(InputStream stream) {
        try {
            boolean sized = stream instanceof KnownLength;
            if (sized && stream.available() > maxBytes) {
                return tooLarge;
            }
            T message = strict.parse(stream);
            return sized || message.getSerializedSize() <= maxBytes ? new Received.Message<>(message) : tooLarge;
        } catch (StatusRuntimeException e) {
            // A compressed message that inflates beyond what the transport receives fails while it is read.
            return e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED ? tooLarge : malformed;
        } catch (IOException e) {
            return malformed;
        } catch (UncheckedIOException e) {
            return malformed;
        }
    }

    /** Encodes a decoded request; clients in tests use it. */
    @Override
    public InputStream stream(Received<T> received) {
        if (received instanceof Received.Message<T> message) {
            return strict.stream(message.value());
        }
        throw new IllegalArgumentException("an unreadable request cannot be sent");
    }
}
