package dev.postern.sidecar.cache.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import redis.embedded.RedisServer;

/** A Redis of a test, on a free port of this machine; can be stopped and started again there. */
public final class TestRedis implements AutoCloseable {

    private final int port;
    private final Path directory;
    private RedisServer server;

    private TestRedis(int port, Path directory) throws IOException {
        this.port = port;
        this.directory = directory;
        this.server = server();
    }

    /**
     * Starts one.
     *
     * @param directory where it keeps a snapshot when it is told to
     */
    public static TestRedis start(Path directory) throws IOException {
        return new TestRedis(freePort(), directory);
    }

    public int port() {
        return port;
    }

    public void stop() throws IOException {
        server.stop();
    }

    public void restart() throws IOException {
        server.stop();
        server = server();
    }

    @Override
    public void close() throws IOException {
        server.stop();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private RedisServer server() throws IOException {
        RedisServer fresh = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("dir " + directory)
                .build();
        fresh.start();
        return fresh;
    }
}
