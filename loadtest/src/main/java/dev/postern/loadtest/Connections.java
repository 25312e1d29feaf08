package dev.postern.loadtest;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A fixed number of HTTP/2 connections to one server on this machine, all on one event loop of their own. */
final class Connections implements AutoCloseable {

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final List<ManagedChannel> channels;

    Connections(int port, int count) {
        this.channels = Stream.generate(() -> channel(port)).limit(count).toList();
    }

    /** The one event loop that all connections are on. */
    EventLoopGroup loop() {
        return loop;
    }

    List<ManagedChannel> channels() {
        return channels;
    }

    ManagedChannel get(long index) {
        return channels.get((int) (index % channels.size()));
    }

    private ManagedChannel channel(int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port)
                .eventLoopGroup(loop)
                .channelType(EpollSocketChannel.class)
                .directExecutor()
                .disableRetry()
                .usePlaintext()
                .build();
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
