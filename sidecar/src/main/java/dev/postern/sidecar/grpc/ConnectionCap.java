package dev.postern.sidecar.grpc;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Stands at the accepting channel and closes connections beyond a number before anything is spent on them. */
final class ConnectionCap extends ChannelInboundHandlerAdapter {

    private final int max;
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder refused = new LongAdder();

    ConnectionCap(int max) {
        this.max = max;
    }

    int open() {
        return open.get();
    }

    long refused() {
        return refused.sum();
    }

    @Override
    public void channelRead(ChannelHandlerContext acceptor, Object accepted) {
        Channel connection = (Channel) accepted;
        if (open.incrementAndGet() > max) {
            open.decrementAndGet();
            refused.increment();
            connection.unsafe().closeForcibly();
            return;
        }
        var unused = connection.closeFuture().addListener(closed -> open.decrementAndGet());
        acceptor.fireChannelRead(connection);
    }
}
