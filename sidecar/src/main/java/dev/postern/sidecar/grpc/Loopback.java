package dev.postern.sidecar.grpc;

import com.google.protobuf.MessageLite;
import dev.postern.sidecar.config.ListenAddress;
import dev.postern.sidecar.config.ListenerConfig;
import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A listener of its own with a client in the same process, to drive services through a real socket: what a warm-up calls
 * before the real listeners are open. Its services must be instances that count nothing.
 */
public final class Loopback implements AutoCloseable {

    /** Calls under way at a time; enough to keep an event loop busy, as in service. */
    private static final int CONCURRENCY = 32;

    private final ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor();
    private final Semaphore free = new Semaphore(CONCURRENCY);
    private final GrpcListener listener;
    private final ManagedChannel channel;

    private Loopback(EventLoops loops, List<? extends BindableService> services)
            throws IOException, GeneralSecurityException {
        ListenerConfig config = ListenerConfig.DEFAULTS.at(ListenAddress.parse("127.0.0.1:0"));
        this.listener = GrpcListener.open(config, services, loops, housekeeping);
        InetSocketAddress address = ((ListenAddress.Tcp) listener.address()).address();
        this.channel = NettyChannelBuilder.forAddress(address)
                .usePlaintext()
                .directExecutor()
                .build();
    }

    /** Opens the listener on {@code loops}, which outlive it, and connects. */
    public static Loopback open(EventLoops loops, List<? extends BindableService> services)
            throws IOException, GeneralSecurityException {
        return new Loopback(loops, services);
    }

    /** A step of a warm-up: sends {@code request} to the method of that full name, and waits only for a free place. */
    public Runnable call(String fullMethodName, MessageLite request) {
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(fullMethodName)
                .setRequestMarshaller(Encoded.MARSHALLER)
                .setResponseMarshaller(Encoded.MARSHALLER)
                .build();
        byte[] bytes = request.toByteArray();
        return () -> send(method, bytes);
    }

    private void send(MethodDescriptor<byte[], byte[]> method, byte[] request) {
        free.acquireUninterruptibly();
        ClientCall<byte[], byte[]> call =
                channel.newCall(method, CallOptions.DEFAULT.withDeadlineAfter(1, TimeUnit.SECONDS));
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        free.release();
                    }
                },
                new Metadata());
        call.request(1);
        call.sendMessage(request);
        call.halfClose();
    }

    /** Waits for the calls under way, then takes everything down. */
    @Override
    public void close() {
        free.acquireUninterruptibly(CONCURRENCY);
        channel.shutdownNow();
        listener.shutdown();
        listener.force();
        housekeeping.shutdownNow();
    }
}
