package dev.postern.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
final class ConnectionIT {

    private static final CheckRequest READ = CheckRequest.of("file.read", "/docs/42");
    private static final Duration PATIENT = Duration.ofSeconds(20);

    @TempDir
    Path dir;

    private Server server;

    @AfterEach
    void stop() throws InterruptedException {
        if (server != null) {
            server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void asksOverTcpAndDeniesOnceTheSidecarIsGone() throws Exception {
        String target =
                serve(NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        try (PosternClient client =
                PosternClient.builder(target).deadline(PATIENT).build()) {
            assertThat(client.check(READ).allowed()).isTrue();
            stop();
            assertThat(client.check(READ).reason()).isEqualTo("client.unavailable");
        }
    }

    @Test
    void leavesAConnectionThatSwallowsEverything() throws Exception {
        String target =
                serve(NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        try (SwallowingProxy proxy = new SwallowingProxy(Target.parse(target));
                PosternClient client = PosternClient.builder(proxy.target())
                        .deadline(Duration.ofSeconds(1))
                        .keepAlive(Duration.ofSeconds(10))
                        .build()) {
            await().until(() -> client.check(READ).allowed());

            proxy.swallow();

            assertThat(client.check(READ).reason()).isEqualTo("client.deadline");
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> client.check(READ).allowed());
            assertThat(proxy.connections()).isEqualTo(2);
        }
    }

    @Test
    void refusesAKeepAliveThatNoSidecarPermits() {
        assertThatThrownBy(() -> PosternClient.builder("127.0.0.1:1").keepAlive(Duration.ofSeconds(9)))
                .hasMessageContaining("at least PT10S");
    }

    @Test
    void asksOverAUnixSocket() throws IOException {
        assumeTrue(Epoll.isAvailable(), "unix sockets need epoll");
        File socket = dir.resolve("s").toFile();
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        try {
            serve(NettyServerBuilder.forAddress(new DomainSocketAddress(socket))
                    .channelType(EpollServerDomainSocketChannel.class)
                    .bossEventLoopGroup(loops)
                    .workerEventLoopGroup(loops));
            try (PosternClient client =
                    PosternClient.builder("unix:" + socket).deadline(PATIENT).build()) {
                assertThat(client.check(READ).allowed()).isTrue();
            }
        } finally {
            server.shutdownNow();
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void provesItselfWithItsOwnCertificateAndChecksTheSidecars() throws Exception {
        Certificates certificates = Certificates.writeTo(dir);
        String target = serve(NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sslContext(GrpcSslContexts.forServer(
                                certificates.chain().toFile(),
                                certificates.key().toFile())
                        .trustManager(certificates.chain().toFile())
                        .clientAuth(ClientAuth.REQUIRE)
                        .build()));
        Tls mutual = Tls.mutual(certificates.chain(), certificates.chain(), certificates.key());
        assertThat(ask(target, mutual).allowed()).isTrue();
        assertThat(ask(target, Tls.trusting(certificates.chain())).reason()).isEqualTo("client.unavailable");
        assertThat(ask(target, new Tls(null, certificates.chain(), certificates.key()))
                        .reason())
                .isEqualTo("client.unavailable");
        assertThat(ask(target, null).reason()).isEqualTo("client.unavailable");
    }

    @Test
    void refusesFilesThatHoldNoKeys() throws IOException {
        Path junk = Files.writeString(dir.resolve("junk.pem"), "junk");
        assertThatThrownBy(() -> PosternClient.builder("127.0.0.1:1")
                        .tls(Tls.trusting(junk))
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Tls(junk, junk, null)).hasMessageContaining("go together");
    }

    @Test
    void theReadmesExampleRuns() throws IOException {
        String target =
                serve(NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        assertThat(Example.run(target)).startsWith("go ahead: ").contains("tour.ccl");
        assertThat(Example.run("127.0.0.1:1")).isEqualTo("no: client.unavailable");

        String source = Files.readString(Path.of("src/test/java/dev/postern/client/Example.java"), UTF_8);
        Matcher region =
                Pattern.compile("(?s)// README begin\n(.*?)\\s*// README end").matcher(source);
        assertThat(region.find()).isTrue();
        assertThat(Files.readString(Path.of("README.md"), UTF_8))
                .contains(region.group(1).stripIndent().strip());
    }

    private String serve(NettyServerBuilder builder) throws IOException {
        server = builder.addService(FakeSidecar.honest()).build().start();
        return "127.0.0.1:" + server.getPort();
    }

    private static Answer ask(String target, Tls tls) {
        PosternClient.Builder builder = PosternClient.builder(target).deadline(PATIENT);
        try (PosternClient client = (tls == null ? builder : builder.tls(tls)).build()) {
            return client.check(READ);
        }
    }
}
