package dev.postern.sidecar.envoy.real;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Accepts connections, as the system does for any listening socket, and never says a word. */
final class BlackHole implements AutoCloseable {

    private final ServerSocket socket;

    BlackHole() throws IOException {
        socket = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
