package dev.postern.loadtest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts the peers that are measured, with one set of JVM flags and the class path of this process.
 *
 * @param java the launcher
 * @param flags of the JVM, the same for every peer
 * @param bundle what the sidecar answers from
 * @param logs directory for the output of the servers
 */
record Servers(Path java, List<String> flags, Path bundle, Path logs) {

    Servers {
        flags = List.copyOf(flags);
    }

    /** The same, with the sidecar answering from another bundle. */
    Servers answering(Path other) {
        return new Servers(java, flags, other, logs);
    }

    ServerProcess noop() throws IOException, InterruptedException {
        int port = freePort();
        return start("noop", port, "dev.postern.loadtest.NoopServer", Integer.toString(port));
    }

    ServerProcess sidecar() throws IOException, InterruptedException {
        return sidecar("sidecar", true, true);
    }

    /** A sidecar whose answers leave no receipts. */
    ServerProcess unrecorded() throws IOException, InterruptedException {
        return sidecar("unrecorded", false, true);
    }

    /** A sidecar that works every answer out afresh, and leaves receipts if {@code evidence}. */
    ServerProcess uncached(boolean evidence) throws IOException, InterruptedException {
        return sidecar("uncached", evidence, false);
    }

    private ServerProcess sidecar(String name, boolean evidence, boolean cache)
            throws IOException, InterruptedException {
        int port = freePort();
        return start(
                name,
                port,
                "dev.postern.sidecar.Main",
                "serve",
                "--bundle",
                bundle.toString(),
                "--set",
                "listen.grpc=127.0.0.1:" + port,
                "--set",
                "listen.http=127.0.0.1:0",
                "--set",
                LoadToken.setting(),
                "--set",
                "evidence.enabled=" + evidence,
                "--set",
                "cache.enabled=" + cache,
                "--set",
                "state_dir=" + logs.resolve("state-" + port).toAbsolutePath());
    }

    private ServerProcess start(String name, int port, String... mainAndArguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(mainAndArguments));
        Files.createDirectories(logs);
        return ServerProcess.start(command, port, logs.resolve(name + ".log"));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
