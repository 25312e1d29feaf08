package dev.postern.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.shaded.io.netty.channel.embedded.EmbeddedChannel;
import io.grpc.netty.shaded.io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.grpc.netty.shaded.io.netty.handler.codec.http.FullHttpRequest;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpMethod;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

    private final EmbeddedChannel channel =
            new EmbeddedChannel(new HttpConnection(Map.of("/healthz", HealthPages.alive()), Duration.ofSeconds(10)));

    @Test
    void answersWhileTheClientReads() {
        channel.writeInbound(request(), request());

        assertThat(channel.outboundMessages()).hasSize(2);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void closesOnAClientThatAsksFasterThanItReads() {
        channel.writeInbound(request());
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        channel.writeInbound(request());

        assertThat(channel.outboundMessages()).hasSize(1);
        assertThat(channel.isOpen()).isFalse();
    }

    private static FullHttpRequest request() {
        return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/healthz");
    }
}
