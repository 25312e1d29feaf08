package dev.postern.sidecar.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.postern.policy.Reason;
import dev.postern.v1.DecideRequest;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class TolerantMarshallerTest {

    private static final DecideRequest CHECK = DecideRequest.newBuilder()
            .setAction("file.read")
            .setResource("/docs/42")
            .build();

    private final TolerantMarshaller<DecideRequest> marshaller =
            new TolerantMarshaller<>(DecideRequest.getDefaultInstance(), 1_000);

    @Test
    void readsWhatItWrote() {
        assertThat(marshaller.parse(marshaller.stream(new Received.Message<>(CHECK))))
                .isEqualTo(new Received.Message<>(CHECK));
    }

    @Test
    void truncatedIsMalformed() {
        byte[] bytes = CHECK.toByteArray();
        assertThat(marshaller.parse(new ByteArrayInputStream(bytes, 0, bytes.length - 1)))
                .isEqualTo(new Received.Unreadable<>(Reason.INPUT_MALFORMED));
    }

    @Test
    void textThatIsNotUtf8IsMalformed() throws IOException {
        byte[] bytes = new byte[4];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeBytes(DecideRequest.ACTION_FIELD_NUMBER, ByteString.copyFrom(new byte[] {(byte) 0xc0, (byte) 0x80}));
        assertThat(marshaller.parse(new ByteArrayInputStream(bytes)))
                .isEqualTo(new Received.Unreadable<>(Reason.INPUT_MALFORMED));
    }

    @Test
    void aMessageBeyondTheCapIsTooLargeWhetherItsLengthIsKnownOrNot() {
        DecideRequest large =
                CHECK.toBuilder().setResource("/" + "x".repeat(2_000)).build();
        assertThat(marshaller.parse(ProtoUtils.marshaller(CHECK).stream(large)))
                .isEqualTo(new Received.Unreadable<>(Reason.INPUT_TOO_LARGE));
        assertThat(marshaller.parse(new ByteArrayInputStream(large.toByteArray())))
                .isEqualTo(new Received.Unreadable<>(Reason.INPUT_TOO_LARGE));
    }

    @Test
    void inflatingBeyondWhatTheTransportReceivesIsTooLarge() {
        InputStream bomb = new InputStream() {
            @Override
            public int read() {
                throw Status.RESOURCE_EXHAUSTED.asRuntimeException();
            }

            @Override
            public int read(byte[] into, int from, int length) {
                return read();
            }
        };
        assertThat(marshaller.parse(bomb)).isEqualTo(new Received.Unreadable<>(Reason.INPUT_TOO_LARGE));
    }
}
