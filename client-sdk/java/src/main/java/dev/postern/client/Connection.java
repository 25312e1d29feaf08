package dev.postern.client;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A channel to a sidecar with what it needs to be closed again. Thread-safe. */
final class Connection implements AutoCloseable {

    static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private static final long CLOSE_SECONDS = 2;
    private static final long PONG_SECONDS = 2;

    private final ManagedChannel channel;
    private final @Nullable EventLoopGroup ownLoops;

    private Connection(ManagedChannel channel, @Nullable EventLoopGroup ownLoops) {
        this.channel = channel;
        this.ownLoops = ownLoops;
    }

    /**
     * A connection that is replaced when the sidecar has been silent for {@code keepAlive} and does not answer a ping
     * either, so that a peer that vanished without a word costs denials for no longer than that.
     */
    static Connection open(Target target, @Nullable Tls tls, Duration keepAlive) {
        if (target instanceof Target.Tcp tcp) {
            NettyChannelBuilder builder = NettyChannelBuilder.forAddress(tcp.host(), tcp.port())
                    .keepAliveTime(keepAlive.toNanos(), TimeUnit.NANOSECONDS)
                    .keepAliveTimeout(PONG_SECONDS, TimeUnit.SECONDS)
                    .keepAliveWithoutCalls(true);
            return new Connection(protect(builder, tls).build(), null);
        }
        return openUnix(((Target.Unix) target).path(), tls);
    }

    /** A connection over a channel made elsewhere, closed with it. */
    static Connection over(ManagedChannel channel) {
        return new Connection(channel, null);
    }

    ManagedChannel channel() {
        return channel;
    }

    @Override
    public void close() {
        channel.shutdown();
        try {
            if (!channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                channel.shutdownNow();
            }
        } catch (InterruptedException e) {
            channel.shutdownNow();
            Thread.currentThread().interrupt();
        }
        if (ownLoops != null) {
            var unused = ownLoops.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static Connection openUnix(Path path, @Nullable Tls tls) {
        if (!Epoll.isAvailable()) {
            throw new IllegalStateException("unix sockets need Linux on x86-64 or aarch64, expected host:port here");
        }
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(new DomainSocketAddress(path.toFile()))
                .eventLoopGroup(loops)
                .channelType(EpollDomainSocketChannel.class)
                .overrideAuthority("localhost");
        return new Connection(protect(builder, tls).build(), loops);
    }

    private static NettyChannelBuilder protect(NettyChannelBuilder builder, @Nullable Tls tls) {
        if (tls == null) {
            return builder.usePlaintext();
        }
        SslContextBuilder context = GrpcSslContexts.forClient();
        Path trust = tls.trust();
        if (trust != null) {
            context.trustManager(trust.toFile());
        }
        Path certificate = tls.certificate();
        Path key = tls.key();
        if (certificate != null && key != null) {
            context.keyManager(certificate.toFile(), key.toFile());
        }
        try {
            return builder.sslContext(context.build());
        } catch (IOException e) {
            throw new UncheckedIOException("tls cannot be set up: " + e.getMessage(), e);
        }
    }
}
