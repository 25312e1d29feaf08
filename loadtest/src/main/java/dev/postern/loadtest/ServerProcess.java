package dev.postern.loadtest;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, whose time and memory the operating system tells. Linux only. */
final class ServerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final int port;
    private final Duration startToReady;

    private ServerProcess(Process process, int port, Duration startToReady) {
        this.process = process;
        this.port = port;
        this.startToReady = startToReady;
    }

    /** Starts {@code command}, whose output goes to {@code log}, and waits until its health on {@code port} is good. */
    static ServerProcess start(List<String> command, int port, Path log) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        try {
            awaitServing(HealthGrpc.newBlockingStub(channel), process, start, log);
            return new ServerProcess(process, port, Duration.ofNanos(System.nanoTime() - start));
        } finally {
            channel.shutdownNow();
        }
    }

    /** Starts {@code command} and waits until it takes connections on {@code port}. */
    static ServerProcess startHttp(List<String> command, int port, Path log) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        while (!isListening(port)) {
            giveUpWhenHopeless(process, start, log);
            TimeUnit.MILLISECONDS.sleep(2);
        }
        return new ServerProcess(process, port, Duration.ofNanos(System.nanoTime() - start));
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** From the start of the process to the first good health, as a client sees it. */
    Duration startToReady() {
        return startToReady;
    }

    /** User and system time used so far, in steps of 10 ms. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Resident memory in bytes. */
    long residentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        throw new IOException("no VmRSS in the status of process " + process.pid());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
    }

    private static void awaitServing(HealthGrpc.HealthBlockingStub health, Process process, long start, Path log)
            throws IOException, InterruptedException {
        while (!isServing(health)) {
            giveUpWhenHopeless(process, start, log);
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private static void giveUpWhenHopeless(Process process, long start, Path log) throws IOException {
        if (!process.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
            process.destroyForcibly();
            throw new IOException("the server did not become ready; its output:\n" + Files.readString(log));
        }
    }

    private static boolean isListening(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException notYet) {
            return false;
        }
    }

    private static boolean isServing(HealthGrpc.HealthBlockingStub health) {
        try {
            return health.withWaitForReady()
                            .withDeadlineAfter(1, TimeUnit.SECONDS)
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatus()
                    == ServingStatus.SERVING;
        } catch (StatusRuntimeException notYet) {
            return false;
        }
    }
}
