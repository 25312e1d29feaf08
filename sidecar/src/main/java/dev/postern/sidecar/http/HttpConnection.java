package dev.postern.sidecar.http;

import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.SimpleChannelInboundHandler;
import io.grpc.netty.shaded.io.netty.handler.codec.TooLongFrameException;
import io.grpc.netty.shaded.io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.FullHttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpHeaderNames;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpHeaders;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpMethod;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpObject;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpRequest;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpResponseStatus;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpUtil;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpVersion;
import io.grpc.netty.shaded.io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP connection. Each exchange, the wait for its request and for the client to take the answer included, has the
 * listener's timeout; then the connection is closed, which is what a client that trickles bytes either way meets.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel that cannot be written or closed is closing already
final class HttpConnection extends SimpleChannelInboundHandler<HttpObject> {

    private static final Logger log = LoggerFactory.getLogger(HttpConnection.class);

    private final Map<String, HttpRoute> routes;
    private final Duration timeout;
    private @Nullable Future<?> deadline;
    private boolean closing;

    HttpConnection(Map<String, HttpRoute> routes, Duration timeout) {
        this.routes = routes;
        this.timeout = timeout;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        startExchange(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopDeadline();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (closing) {
            return;
        }
        if (part instanceof HttpRequest request && context.channel().isWritable()) {
            answer(context, request);
        } else if (part instanceof HttpRequest || part.decoderResult().isFailure()) {
            // Asks faster than it reads, so that answers would pile up in memory; or sends a body nobody can follow.
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            log.warn("an HTTP connection failed", cause);
        }
        context.close();
    }

    private void answer(ChannelHandlerContext context, HttpRequest request) {
        boolean wellFormed = request.decoderResult().isSuccess();
        HttpReply reply = wellFormed
                ? routed(request)
                : unreadable(request.decoderResult().cause());
        closing = !wellFormed || !isRead(request) || hasBody(request) || !HttpUtil.isKeepAlive(request);
        FullHttpResponse response = response(reply, wellFormed && Gzip.accepted(request.headers()));
        HttpUtil.setKeepAlive(response, !closing);
        context.writeAndFlush(response).addListener(sent -> {
            if (sent.isSuccess() && HttpUtil.isKeepAlive(response)) {
                startExchange(context);
            } else {
                context.close();
            }
        });
    }

    private HttpReply routed(HttpRequest request) {
        if (!isRead(request)) {
            return HttpReply.error(405, "method not allowed, expected GET or HEAD");
        }
        String path = path(request.uri());
        HttpRoute route = routes.get(path);
        if (route == null) {
            return HttpReply.error(404, "no such path");
        }
        try {
            return route.answer(new HttpAsk(path, request.headers().get(HttpHeaderNames.ACCEPT, "")));
        } catch (RuntimeException e) {
            log.error("the page {} failed", path, e);
            return HttpReply.error(500, "internal error");
        }
    }

    private static HttpReply unreadable(Throwable cause) {
        return cause instanceof TooLongFrameException
                ? HttpReply.error(431, "request line or headers too large")
                : HttpReply.error(400, "malformed request");
    }

    private static FullHttpResponse response(HttpReply reply, boolean gzip) {
        boolean small = reply.body().length < Gzip.WORTHWHILE_BYTES;
        byte[] body = gzip && !small ? Gzip.compress(reply.body()) : reply.body();
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), Unpooled.wrappedBuffer(body));
        HttpHeaders headers = response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, reply.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("x-content-type-options", "nosniff");
        if (gzip && !small) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, "gzip").set(HttpHeaderNames.VARY, "accept-encoding");
        }
        if (reply.status() == 405) {
            headers.set(HttpHeaderNames.ALLOW, "GET, HEAD");
        }
        return response;
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private static boolean isRead(HttpRequest request) {
        return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    }

    private static boolean hasBody(HttpRequest request) {
        return HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) > 0;
    }

    private void startExchange(ChannelHandlerContext context) {
        stopDeadline();
        deadline = context.executor().schedule(() -> context.close(), timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }
}
