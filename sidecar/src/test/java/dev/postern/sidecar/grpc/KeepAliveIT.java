package dev.postern.sidecar.grpc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.sidecar.config.ListenerConfig;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often a client may ping, told by frames of HTTP/2 (RFC 9113) that no client library sends for us. */
final class KeepAliveIT {

    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int PINGS = 20;

    @Test
    void pingsAsOftenAsPermittedAreAllAnswered() throws Exception {
        ListenerConfig patient = Configs.withKeepAlivePermit(Bench.anyPort(), Duration.ZERO);
        try (Bench bench = Bench.open(patient)) {
            assertThat(heard(bench.address(), PINGS))
                    .filteredOn(frame -> frame.type() == PING)
                    .hasSize(PINGS);
        }
    }

    @Test
    void pingsMoreOftenThanPermittedEndTheConnection() throws Exception {
        try (Bench bench = Bench.open(Bench.anyPort())) {
            assertThat(heard(bench.address(), PINGS))
                    .filteredOn(frame -> frame.type() == GOAWAY)
                    .singleElement()
                    .satisfies(frame -> assertThat(frame.payload()).endsWith("too_many_pings"));
        }
    }

    private record Frame(int type, String payload) {}

    /** All frames until as many pings were answered as were sent, or the connection ended. */
    private static List<Frame> heard(InetSocketAddress address, int pings) throws IOException {
        List<Frame> heard = new ArrayList<>();
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(20_000);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
            out.writeBytes(frame(SETTINGS, 0));
            for (int i = 0; i < pings; i++) {
                out.writeBytes(frame(PING, 8));
            }
            socket.getOutputStream().write(out.toByteArray());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            for (int answered = 0; answered < pings; ) {
                Frame frame = read(in);
                heard.add(frame);
                answered += frame.type() == PING ? 1 : 0;
            }
        } catch (EOFException | SocketException ended) {
            return heard;
        }
        return heard;
    }

    private static byte[] frame(int type, int length) {
        byte[] frame = new byte[9 + length];
        frame[2] = (byte) length;
        frame[3] = (byte) type;
        return frame;
    }

    private static Frame read(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        in.skipNBytes(5);
        return new Frame(type, new String(in.readNBytes(length), ISO_8859_1));
    }
}
