package dev.postern.sidecar.cache.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** A Redis of a test, on a free port of this machine; can be stopped and started again there. */
public final class TestRedis implements AutoCloseable {

    private static final int MOST_PORT = 55_000;

    private final int port;
    private final Path directory;
    private final String[] settings;
    private RedisServer server;

    private TestRedis(int port, Path directory, String... settings) throws IOException {
        this.port = port;
        this.directory = directory;
        this.settings = settings;
        this.server = server();
    }

    /**
     * Starts one.
     *
     * @param directory where it keeps a snapshot when it is told to
     * @param settings lines of its configuration
     */
    public static TestRedis start(Path directory, String... settings) throws IOException {
        return new TestRedis(freePort(), directory, settings);
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

    /** One that leaves room for the bus of a cluster, which is 10,000 above it. */
    static int freePort() throws IOException {
        while (true) {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (free.getLocalPort() < MOST_PORT) {
                    return free.getLocalPort();
                }
            }
        }
    }

    private RedisServer server() throws IOException {
        RedisServerBuilder builder = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("dir " + directory);
        for (String setting : settings) {
            builder.setting(setting);
        }
        RedisServer fresh = builder.build();
        fresh.start();
        return fresh;
    }
}
