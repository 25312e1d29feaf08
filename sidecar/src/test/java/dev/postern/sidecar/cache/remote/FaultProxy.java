package dev.postern.sidecar.cache.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A TCP proxy that can be told to be slow, to swallow everything, or to cut its connections. */
final class FaultProxy implements AutoCloseable {

    private final int target;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean swallows;
    private volatile long delayMillis;

    private FaultProxy(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    static FaultProxy to(int target) throws IOException {
        FaultProxy proxy = new FaultProxy(target);
        spawn(proxy::accept);
        return proxy;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on bytes come in and none go out, of old connections and new ones. */
    void swallow() {
        swallows = true;
    }

    /** From now on bytes go through; what was swallowed is lost, and with it the connections it was lost from. */
    void heal() {
        swallows = false;
        delayMillis = 0;
        cut();
    }

    /** From now on what is answered takes that much longer. */
    void delay(long millis) {
        delayMillis = millis;
    }

    /** Closes all connections. */
    void cut() {
        sockets.forEach(FaultProxy::close);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }

    private void accept() {
        try {
            while (true) {
                join(listener.accept());
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private void join(Socket from) {
        try {
            Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(from);
            sockets.add(to);
            from.setTcpNoDelay(true);
            to.setTcpNoDelay(true);
            spawn(() -> pump(from, to, false));
            spawn(() -> pump(to, from, true));
        } catch (IOException nobodyThere) {
            close(from);
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (answers && delayMillis > 0) {
                    TimeUnit.MILLISECONDS.sleep(delayMillis);
                }
                if (!swallows) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException | InterruptedException ended) {
            close(from);
        }
        close(to);
        sockets.remove(from);
        sockets.remove(to);
    }

    private static void spawn(Runnable task) {
        Thread thread = new Thread(task, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // as wished
        }
    }
}
