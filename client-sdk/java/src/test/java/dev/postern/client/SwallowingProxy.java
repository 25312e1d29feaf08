package dev.postern.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a client and a sidecar and, when told to, lets nothing through on the connections of that moment. */
final class SwallowingProxy implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final Target.Tcp behind;
    private final List<Pair> pairs = new CopyOnWriteArrayList<>();

    SwallowingProxy(Target behind) throws IOException {
        this.behind = (Target.Tcp) behind;
        start(this::accept);
    }

    String target() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    int connections() {
        return pairs.size();
    }

    void swallow() {
        pairs.forEach(pair -> pair.swallowing = true);
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Pair pair : pairs) {
            pair.near.close();
            pair.far.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Pair pair = new Pair(door.accept(), new Socket(behind.host(), behind.port()));
            pairs.add(pair);
            start(() -> pair.pump(pair.near, pair.far));
            start(() -> pair.pump(pair.far, pair.near));
        }
    }

    private static void start(Step step) {
        Thread thread = new Thread(() -> {
            try {
                step.run();
            } catch (IOException closed) {
                // The test is over, or one side has gone.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private static final class Pair {
        private final Socket near;
        private final Socket far;
        private volatile boolean swallowing;

        Pair(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        void pump(Socket from, Socket to) throws IOException {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8_192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!swallowing) {
                    out.write(buffer, 0, read);
                }
            }
        }
    }
}
