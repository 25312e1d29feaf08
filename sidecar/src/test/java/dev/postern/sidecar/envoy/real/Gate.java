package dev.postern.sidecar.envoy.real;

import dev.postern.ccl.FieldPath;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Program;
import dev.postern.sidecar.admin.Readiness;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.DecisionObserver;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Lanes;
import dev.postern.sidecar.envoy.AuthorizationEndpoint;
import dev.postern.sidecar.envoy.EnvoyConfig;
import dev.postern.sidecar.source.BundleCaps;
import dev.postern.sidecar.source.BundleReader;
import dev.postern.sidecar.source.BundleSource;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The sidecar's Envoy door, pipeline and bundle, listening on a free port and on a Unix socket. */
final class Gate implements AutoCloseable {

    private static final EnvoyConfig CONFIG = new EnvoyConfig(
            EnvoyConfig.DEFAULTS.actionPrefix(),
            EnvoyConfig.DEFAULTS.routes(),
            EnvoyConfig.TenantSource.DEFAULTS,
            new EnvoyConfig.Identity("envoy.filters.http.jwt_authn", FieldPath.of("jwt_payload.sub"), null, null),
            Map.of(),
            new EnvoyConfig.Body(true, 1024, 32),
            new EnvoyConfig.Upstream(Map.of("x-user", FieldPath.of("principal.id")), Set.of()),
            EnvoyConfig.DEFAULTS.singleHeaders(),
            EnvoyConfig.Limits.DEFAULTS);

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final Path bundle;
    private final Path socket;
    private final ActiveProgram active = new ActiveProgram();
    private final BundleSource source;
    private final Server tcp;
    private final Server unix;

    private Gate(Path directory) throws IOException {
        this.bundle = Files.createDirectory(directory.resolve("bundle"));
        this.socket = directory.resolve("checks.sock");
        this.source = new BundleSource(
                bundle.toString(),
                new BundleReader(bundle, BundleCaps.DEFAULTS)::read,
                Program::compile,
                active,
                new Readiness(),
                (ending, state, nanos) -> {},
                Runnable::run,
                Clock.systemUTC());
        this.tcp = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), EpollServerSocketChannel.class);
        this.unix = listen(new DomainSocketAddress(socket.toFile()), EpollServerDomainSocketChannel.class);
    }

    static Gate start(Path directory, String policy, String settings) throws IOException {
        Gate gate = new Gate(directory);
        Files.writeString(gate.bundle.resolve("bundle.yaml"), settings);
        gate.replace(policy);
        return gate;
    }

    int port() {
        return tcp.getPort();
    }

    Path socket() {
        return socket;
    }

    /** Puts another policy in force. */
    void replace(String policy) throws IOException {
        Files.writeString(bundle.resolve("policy.ccl"), policy);
        if (!source.reload().toCompletableFuture().join()) {
            throw new IOException("refused: " + source.state());
        }
    }

    @Override
    public void close() {
        tcp.shutdownNow();
        unix.shutdownNow();
        if (!loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the event loop does not end");
        }
    }

    private Server listen(SocketAddress address, Class<? extends ServerChannel> channels) throws IOException {
        DecisionPipeline pipeline =
                new DecisionPipeline(active, new LimitCounters(1024), new Lanes(1), DecisionObserver.NONE);
        return NettyServerBuilder.forAddress(address)
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop)
                .channelType(channels)
                .directExecutor()
                .addService(new AuthorizationEndpoint(
                        pipeline, active, CONFIG, true, 4 << 20, Clock.systemUTC(), System::nanoTime))
                .build()
                .start();
    }
}
