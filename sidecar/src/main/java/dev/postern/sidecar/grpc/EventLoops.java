package dev.postern.sidecar.grpc;

import dev.postern.sidecar.config.ListenAddress;
import io.grpc.netty.shaded.io.netty.channel.ChannelFactory;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import io.grpc.netty.shaded.io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The threads that serve connections, shared by all listeners: epoll where there is one, else NIO. Thread-safe. */
public final class EventLoops implements AutoCloseable {

    private static final long QUIET_MILLIS = 0;
    private static final long CLOSE_MILLIS = 2_000;

    private final boolean epoll;
    private final EventLoopGroup acceptors;
    private final EventLoopGroup workers;

    private EventLoops(boolean epoll, int threads) {
        IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.epoll = epoll;
        this.acceptors = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("postern-accept", true), handlers);
        this.workers =
                new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("postern-loop", true), handlers);
    }

    /** Loops on {@code threads} threads. */
    public static EventLoops open(int threads) {
        return new EventLoops(Epoll.isAvailable(), threads);
    }

    /** Loops that do without epoll. */
    static EventLoops openPortable(int threads) {
        return new EventLoops(false, threads);
    }

    /** The loop whose thread is calling, or {@code null}. */
    public @Nullable ScheduledExecutorService own() {
        for (EventExecutor loop : workers) {
            if (loop.inEventLoop()) {
                return loop;
            }
        }
        return null;
    }

    EventLoopGroup acceptors() {
        return acceptors;
    }

    EventLoopGroup workers() {
        return workers;
    }

    /** Makes the accepting channels of an address. */
    ChannelFactory<ServerChannel> channels(ListenAddress address) {
        if (address instanceof ListenAddress.Unix) {
            return epoll ? EpollServerDomainSocketChannel::new : NioServerDomainSocketChannel::new;
        }
        return epoll ? EpollServerSocketChannel::new : NioServerSocketChannel::new;
    }

    SocketAddress unix(Path path) {
        return epoll ? new DomainSocketAddress(path.toFile()) : UnixDomainSocketAddress.of(path);
    }

    @Override
    public void close() {
        Future<?> acceptorsEnded = acceptors.shutdownGracefully(QUIET_MILLIS, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        Future<?> workersEnded = workers.shutdownGracefully(QUIET_MILLIS, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        acceptorsEnded.awaitUninterruptibly(CLOSE_MILLIS);
        workersEnded.awaitUninterruptibly(CLOSE_MILLIS);
    }
}
