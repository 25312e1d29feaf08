package dev.postern.sidecar.http;

import io.grpc.netty.shaded.io.netty.bootstrap.ServerBootstrap;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.SocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpDecoderConfig;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpServerCodec;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Serves a fixed set of paths over HTTP/1.1 on one event loop of its own, so that a scrape never delays a check. Bounded
 * in connections, request size and time.
 */
@SuppressWarnings("FutureReturnValueIgnored") // closing is awaited where it matters; its failure leaves nothing to do
public final class HttpListener implements AutoCloseable {

    private static final int MAX_CHUNK_BYTES = 8192;
    private static final int MAX_CLOSE_SECONDS = 2;

    private final EventLoopGroup loop;
    private final Channel channel;

    private HttpListener(EventLoopGroup loop, Channel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    /**
     * Listens.
     *
     * @param routes by path
     * @throws UncheckedIOException when the address cannot be bound
     */
    public static HttpListener start(HttpConfig config, Map<String, HttpRoute> routes) {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("postern-http", true), NioIoHandler.newFactory());
        ServerBootstrap server = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new Connections(config, Map.copyOf(routes)));
        var bound = server.bind(config.host(), config.port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loop.shutdownGracefully(0, MAX_CLOSE_SECONDS, TimeUnit.SECONDS);
            String address = config.host() + ":" + config.port();
            throw new UncheckedIOException(new IOException("cannot listen for HTTP on " + address, bound.cause()));
        }
        return new HttpListener(loop, bound.channel());
    }

    /** Where it listens: the port is the bound one. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Closes every connection and waits until the event loop has ended. */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        loop.shutdownGracefully(0, MAX_CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Sets up each connection; those beyond the cap are closed. */
    private static final class Connections extends ChannelInitializer<SocketChannel> {
        private final HttpConfig config;
        private final Map<String, HttpRoute> routes;
        private int open; // touched on the one event loop only

        Connections(HttpConfig config, Map<String, HttpRoute> routes) {
            this.config = config;
            this.routes = routes;
        }

        @Override
        protected void initChannel(SocketChannel connection) {
            if (open >= config.maxConnections()) {
                connection.close();
                return;
            }
            open++;
            connection.closeFuture().addListener(closed -> open--);
            HttpDecoderConfig decoder = new HttpDecoderConfig()
                    .setMaxInitialLineLength(config.maxHeaderBytes())
                    .setMaxHeaderSize(config.maxHeaderBytes())
                    .setMaxChunkSize(MAX_CHUNK_BYTES);
            connection.pipeline().addLast(new HttpServerCodec(decoder), new HttpConnection(routes, config.timeout()));
        }
    }
}
