package dev.postern.sidecar.grpc;

import dev.postern.policy.Reason;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Takes requests as their bytes, without ever failing the call; what they mean is found out later. Thread-safe. */
public final class RequestBytes implements Marshaller<Received<byte[]>> {

    private static final Received.Unreadable<byte[]> MALFORMED = new Received.Unreadable<>(Reason.INPUT_MALFORMED);
    private static final Received.Unreadable<byte[]> TOO_LARGE = new Received.Unreadable<>(Reason.INPUT_TOO_LARGE);

    private final int maxBytes;

    /** Takes requests of at most {@code maxBytes} bytes. */
    public RequestBytes(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public Received<byte[]> parse(InputStream stream) {
        try {
            boolean sized = stream instanceof KnownLength;
            if (sized && stream.available() > maxBytes) {
                return TOO_LARGE;
            }
            byte[] bytes = sized ? exactly(stream, stream.available()) : stream.readNBytes(maxBytes + 1);
            return bytes.length > maxBytes ? TOO_LARGE : new Received.Message<>(bytes);
        } catch (StatusRuntimeException e) {
            // Thrown while inflating a compressed message that grows beyond what the transport receives.
            return TOO_LARGE;
        } catch (IOException e) {
            return MALFORMED;
        }
    }

    @Override
    public InputStream stream(Received<byte[]> received) {
        if (received instanceof Received.Message<byte[]> message) {
            return new ByteArrayInputStream(message.value());
        }
        throw new IllegalArgumentException("an unreadable request cannot be sent");
    }

    private static byte[] exactly(InputStream stream, int length) throws IOException {
        byte[] bytes = new byte[length];
        if (stream.readNBytes(bytes, 0, length) != length) {
            throw new IOException("a request is shorter than it was said to be");
        }
        return bytes;
    }
}
