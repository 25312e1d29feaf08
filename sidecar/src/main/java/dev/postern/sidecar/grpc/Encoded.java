package dev.postern.sidecar.grpc;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A message that is encoded already: the transport takes its bytes in one piece. */
public final class Encoded extends ByteArrayInputStream implements KnownLength, Drainable {

    /** Passes encoded answers on. */
    public static final Marshaller<byte[]> MARSHALLER = new Marshaller<>() {
        @Override
        public InputStream stream(byte[] message) {
            return new Encoded(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private Encoded(byte[] message) {
        super(message);
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
        int drained = count - pos;
        target.write(buf, pos, drained);
        pos = count;
        return drained;
    }
}
