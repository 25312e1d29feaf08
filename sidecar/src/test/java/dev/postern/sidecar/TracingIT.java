package dev.postern.sidecar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.postern.client.CheckRequest;
import dev.postern.v1.DecisionServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Spans of checks asked of a whole sidecar, as collectors of both protocols receive them. */
@Timeout(60)
final class TracingIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String UNSAMPLED = "0af7651916cd43dd8448eb211c80319c";

    private final List<String> received = new CopyOnWriteArrayList<>();

    @TempDir
    Path directory;

    @Test
    void aCollectorOverHttpGetsSpansBelowTheCallersOwn() throws Exception {
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try {
            askThrough("http", collector.getAddress().getPort());
        } finally {
            collector.stop(0);
        }
        assertSpans();
    }

    @Test
    void aCollectorOverGrpcGetsSpansBelowTheCallersOwn() throws Exception {
        MethodDescriptor<String, String> export = MethodDescriptor.<String, String>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("opentelemetry.proto.collector.trace.v1.TraceService/Export")
                .setRequestMarshaller(new Raw())
                .setResponseMarshaller(new Raw())
                .build();
        Server collector = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(ServerServiceDefinition.builder("opentelemetry.proto.collector.trace.v1.TraceService")
                        .addMethod(export, ServerCalls.asyncUnaryCall((request, reply) -> {
                            received.add(request);
                            reply.onNext("");
                            reply.onCompleted();
                        }))
                        .build())
                .build()
                .start();
        try {
            askThrough("grpc", collector.getPort());
        } finally {
            collector.shutdownNow();
        }
        assertSpans();
    }

    /** Asks once within a sampled trace and once within one that is not, and ends the sidecar, which sends what it has. */
    private void askThrough(String protocol, int port) throws IOException {
        Files.writeString(directory.resolve("a.ccl"), "permit read on '/docs/**'\n");
        try (Sidecar sidecar = Launched.from("""
                bundle: {path: '%1$s/a.ccl'}
                state_dir: '%1$s/state'
                listen: {grpc: '127.0.0.1:0', http: 'off'}
                warm_up: {checks: 80}
                telemetry: {metrics: false, otlp: {endpoint: 'http://127.0.0.1:%2$d', protocol: %3$s}}
                """.formatted(directory, port, protocol))) {
            ManagedChannel channel = NettyChannelBuilder.forTarget(sidecar.checks())
                    .usePlaintext()
                    .build();
            try {
                ask(channel, "00-" + TRACE + "-" + PARENT + "-01");
                ask(channel, "00-" + UNSAMPLED + "-" + PARENT + "-00");
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private static void ask(ManagedChannel channel, String traceparent) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER), traceparent);
        var unused = DecisionServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .decide(CheckRequest.of("read", "/docs/1").principal("alice").wire());
    }

    private void assertSpans() {
        String spans = String.join("", received);
        // Fields 1 and 4 of a span: its trace, and its parent.
        assertThat(spans)
                .contains("\n\u0010" + bytes(TRACE), "\"\b" + bytes(PARENT))
                .contains("postern.check", "policy.permit", "a.ccl:1")
                .doesNotContain(bytes(UNSAMPLED));
    }

    private static String bytes(String hex) {
        return new String(HexFormat.of().parseHex(hex), ISO_8859_1);
    }

    /** Messages as they are, a character for each byte. */
    private static final class Raw implements MethodDescriptor.Marshaller<String> {

        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(ISO_8859_1));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), ISO_8859_1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
