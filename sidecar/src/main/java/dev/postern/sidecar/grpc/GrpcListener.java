package dev.postern.sidecar.grpc;

import dev.postern.sidecar.config.ListenAddress;
import dev.postern.sidecar.config.ListenerConfig;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerStreamTracer;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelFactory;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.protobuf.services.ChannelzService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open gRPC listener. Its services run on the event loops, so they must not block. Thread-safe. */
public final class GrpcListener {

    private static final Logger LOG = LoggerFactory.getLogger(GrpcListener.class);

    private static final int BACKLOG = 1_024;
    private static final int CHANNELZ_PAGE = 100;
    private static final long HANDSHAKE_SECONDS = 10;
    /** Streams reset within a second before a connection is closed: far above clients whose calls time out. */
    private static final int MAX_RESETS = 5_000;

    private final Server server;
    private final ConnectionCap connections;
    private final ListenAddress address;
    private final @Nullable SocketFile socket;
    private final @Nullable Future<?> refreshing;

    private GrpcListener(
            Server server,
            ConnectionCap connections,
            ListenAddress address,
            @Nullable SocketFile socket,
            @Nullable Future<?> refreshing) {
        this.server = server;
        this.connections = connections;
        this.address = address;
        this.socket = socket;
        this.refreshing = refreshing;
    }

    /** Opens a listener whose calls nobody traces; see the other {@code open}. */
    public static GrpcListener open(
            ListenerConfig config,
            List<? extends BindableService> services,
            EventLoops loops,
            ScheduledExecutorService housekeeping)
            throws IOException, GeneralSecurityException {
        return open(config, services, List.of(), loops, housekeeping);
    }

    /**
     * Opens a listener.
     *
     * @param tracers see every call from its first byte
     * @param housekeeping looks at certificate files now and then
     * @throws IOException when the address is taken or a file cannot be read
     * @throws GeneralSecurityException when a certificate or key cannot be used
     */
    public static GrpcListener open(
            ListenerConfig config,
            List<? extends BindableService> services,
            List<ServerStreamTracer.Factory> tracers,
            EventLoops loops,
            ScheduledExecutorService housekeeping)
            throws IOException, GeneralSecurityException {
        ListenerTls tls = config.tls() == null ? null : ListenerTls.open(config.tls());
        ConnectionCap cap = new ConnectionCap(config.maxConnections());
        if (config.address() instanceof ListenAddress.Unix unix) {
            SocketFile socket = SocketFile.prepare(unix.path(), config.socketMode());
            Server server = build(config, loops.unix(socket.unpublished()), services, tracers, loops, cap, tls);
            try {
                server.start();
                socket.publish();
            } catch (IOException e) {
                server.shutdownNow();
                socket.remove();
                throw e;
            }
            return opened(config, server, cap, socket, tls, housekeeping);
        }
        SocketAddress address = ((ListenAddress.Tcp) config.address()).address();
        Server server =
                build(config, address, services, tracers, loops, cap, tls).start();
        return opened(config, server, cap, null, tls, housekeeping);
    }

    /** Where it listens, or did, with the port it was given. */
    public ListenAddress address() {
        return address;
    }

    /** Connections open now. */
    public int connections() {
        return connections.open();
    }

    /** Connections refused because there were too many. */
    public long refusedConnections() {
        return connections.refused();
    }

    /** Takes no more connections and asks the open ones to go; calls under way go on. */
    void shutdown() {
        if (refreshing != null) {
            refreshing.cancel(false);
        }
        server.shutdown();
        if (socket != null) {
            remove(socket);
        }
    }

    /** Waits until all calls have ended; {@code false} when they have not within {@code timeout}. */
    boolean awaitTermination(Duration timeout) throws InterruptedException {
        return server.awaitTermination(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS);
    }

    /** Ends all calls. */
    void force() {
        server.shutdownNow();
    }

    private static GrpcListener opened(
            ListenerConfig config,
            Server server,
            ConnectionCap cap,
            @Nullable SocketFile socket,
            @Nullable ListenerTls tls,
            ScheduledExecutorService housekeeping) {
        Future<?> refreshing = null;
        if (tls != null && config.tls() != null) {
            long every = config.tls().reloadInterval().toMillis();
            refreshing = housekeeping.scheduleWithFixedDelay(tls::refresh, every, every, TimeUnit.MILLISECONDS);
        }
        ListenAddress address = socket == null && server.getListenSockets().get(0) instanceof InetSocketAddress bound
                ? new ListenAddress.Tcp(bound)
                : config.address();
        return new GrpcListener(server, cap, address, socket, refreshing);
    }

    private static Server build(
            ListenerConfig config,
            SocketAddress address,
            List<? extends BindableService> services,
            List<ServerStreamTracer.Factory> tracers,
            EventLoops loops,
            ConnectionCap cap,
            @Nullable ListenerTls tls) {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address)
                .bossEventLoopGroup(loops.acceptors())
                .workerEventLoopGroup(loops.workers())
                .channelFactory(capped(loops.channels(config.address()), cap))
                .withOption(ChannelOption.SO_BACKLOG, BACKLOG)
                .directExecutor()
                .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                .maxInboundMessageSize(config.maxReceive())
                .maxInboundMetadataSize(config.maxHeaders())
                .maxConcurrentCallsPerConnection(config.maxStreams())
                .maxRstFramesPerWindow(MAX_RESETS, 1)
                .flowControlWindow(config.flowControlWindow())
                .permitKeepAliveTime(config.keepAlivePermit().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(true)
                .maxConnectionIdle(config.maxIdle().toMillis(), TimeUnit.MILLISECONDS)
                .maxConnectionAge(config.maxAge().toMillis(), TimeUnit.MILLISECONDS)
                .maxConnectionAgeGrace(config.maxAgeGrace().toMillis(), TimeUnit.MILLISECONDS);
        if (tls != null) {
            builder.sslContext(tls.sslContext());
        }
        services.forEach(builder::addService);
        tracers.forEach(builder::addStreamTracerFactory);
        if (config.reflection()) {
            builder.addService(ProtoReflectionServiceV1.newInstance());
        }
        if (config.channelz()) {
            builder.addService(ChannelzService.newInstance(CHANNELZ_PAGE));
        }
        return builder.build();
    }

    private static ChannelFactory<ServerChannel> capped(ChannelFactory<ServerChannel> channels, ConnectionCap cap) {
        return () -> {
            ServerChannel channel = channels.newChannel();
            channel.pipeline().addFirst(cap);
            return channel;
        };
    }

    private static void remove(SocketFile socket) {
        try {
            socket.remove();
        } catch (IOException e) {
            LOG.warn("a socket file could not be removed", e);
        }
    }
}
