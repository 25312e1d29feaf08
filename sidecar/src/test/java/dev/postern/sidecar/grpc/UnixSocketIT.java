package dev.postern.sidecar.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postern.sidecar.config.ListenAddress;
import dev.postern.sidecar.config.ListenerConfig;
import dev.postern.v1.Outcome;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixSocketIT {

    private static final MultiThreadIoEventLoopGroup CLIENTS =
            new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

    @TempDir
    private Path directory;

    @AfterAll
    static void end() {
        var unused = CLIENTS.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void answersAndTrustsAssertedPrincipals() throws Exception {
        try (Bench bench = Bench.open(config())) {
            assertThat(Calls.decide(
                                    channel(bench),
                                    Calls.check()
                                            .setPrincipal(dev.postern.v1.Principal.newBuilder()
                                                    .setId("alice"))
                                            .build())
                            .getDecision())
                    .isEqualTo(Outcome.ALLOW);
        }
    }

    @Test
    void hasTheModeThatWasAskedForAndLeavesNothingBehind() throws Exception {
        try (Bench bench = Bench.open(ListenerConfig.admin(new ListenAddress.Unix(socket())))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                    .isEqualTo("rw-------");
            assertThat(files()).containsExactly(socket());
            assertThat(bench.stop(Duration.ofSeconds(5))).isTrue();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void takesThePlaceOfADeadSocket() throws Exception {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket()));
        }
        assertThat(socket()).exists();
        try (Bench bench = Bench.open(config())) {
            assertThat(Calls.decide(channel(bench), Calls.check().build()).getDecision())
                    .isEqualTo(Outcome.ALLOW);
        }
    }

    @Test
    void leavesALivingSocketAlone() throws Exception {
        try (Bench first = Bench.open(config())) {
            assertThatExceptionOfType(BindException.class)
                    .isThrownBy(() -> Bench.open(config()))
                    .withMessageContaining("listened on by another process");
            assertThat(Calls.decide(channel(first), Calls.check().build()).getDecision())
                    .isEqualTo(Outcome.ALLOW);
        }
    }

    @Test
    void leavesAFileThatIsNoSocketAlone() throws Exception {
        Files.writeString(socket(), "precious");
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> Bench.open(config()))
                .withMessageContaining("expected a socket or nothing");
        assertThat(socket()).hasContent("precious");
        assertThat(files()).containsExactly(socket());
    }

    @Test
    void doesNotRemoveTheSocketOfItsSuccessor() throws Exception {
        try (Bench bench = Bench.open(config())) {
            Files.delete(socket());
            try (ServerSocketChannel successor = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                successor.bind(UnixDomainSocketAddress.of(socket()));
                assertThat(bench.stop(Duration.ofSeconds(5))).isTrue();
                assertThat(socket()).exists();
            }
        }
    }

    private ListenerConfig config() {
        return ListenerConfig.DEFAULTS.at(new ListenAddress.Unix(socket()));
    }

    private Path socket() {
        return directory.resolve("postern.sock");
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private ManagedChannel channel(Bench bench) {
        return bench.keep(NettyChannelBuilder.forAddress(new DomainSocketAddress(socket().toFile()))
                .eventLoopGroup(CLIENTS)
                .channelType(EpollDomainSocketChannel.class)
                .usePlaintext()
                .build());
    }
}
