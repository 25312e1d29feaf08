package dev.postern.sidecar.envoy;

import com.google.protobuf.ByteString;
import dev.postern.egress.Direction;
import dev.postern.policy.Compilation;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.DecisionObserver;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Lanes;
import dev.postern.sidecar.egress.EgressGates;
import dev.postern.sidecar.identity.Identification;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ExternalProcessorGrpc;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpBody;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpHeaders;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpTrailers;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProtocolConfiguration;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** The {@code ext_proc} door as Envoy meets it, on the calling thread. */
final class ProcessingRig implements AutoCloseable {

    static final int LARGEST_MESSAGE = 1 << 20;

    final DecisionPipeline pipeline;
    private final Server server;
    private final ManagedChannel channel;

    ProcessingRig(Map<String, String> bundle, Executor executor) throws IOException {
        ActiveProgram active = new ActiveProgram();
        active.set(((Compilation.Compiled) Program.compile(bundle.entrySet().stream()
                        .map(file -> new SourceFile(file.getKey(), file.getValue()))
                        .toList()))
                .program());
        pipeline = new DecisionPipeline(active, new LimitCounters(10), new Lanes(0), DecisionObserver.NONE);
        EnvoyDoors doors = new EnvoyDoors(
                pipeline,
                Identification.NONE,
                EgressGates.of(pipeline, active, executor, null),
                active,
                EnvoyConfig.DEFAULTS,
                InstantSource.system(),
                System::nanoTime);
        String name = InProcessServerBuilder.generateName();
        server = InProcessServerBuilder.forName(name)
                .directExecutor()
                .addService(doors.services(true, LARGEST_MESSAGE).get(1))
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(name).directExecutor().build();
    }

    Client call() {
        return new Client();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    static ProcessingRequest requestHead(BodySendMode mode, boolean bodiless, String... headers) {
        List<String> all = new ArrayList<>(
                List.of(":method", "POST", ":scheme", "https", ":authority", "api.example.com", ":path", "/v1"));
        all.addAll(List.of(headers));
        return ProcessingRequest.newBuilder()
                .setProtocolConfig(ProtocolConfiguration.newBuilder()
                        .setRequestBodyMode(mode)
                        .setResponseBodyMode(mode))
                .setRequestHeaders(head(bodiless, all))
                .build();
    }

    static ProcessingRequest responseHead(boolean bodiless, String... headers) {
        List<String> all = new ArrayList<>(List.of(":status", "200"));
        all.addAll(List.of(headers));
        return ProcessingRequest.newBuilder()
                .setResponseHeaders(head(bodiless, all))
                .build();
    }

    static ProcessingRequest requestBody(byte[] part, boolean last) {
        return ProcessingRequest.newBuilder().setRequestBody(body(part, last)).build();
    }

    static ProcessingRequest responseBody(byte[] part, boolean last) {
        return ProcessingRequest.newBuilder().setResponseBody(body(part, last)).build();
    }

    static ProcessingRequest requestTrailers() {
        return ProcessingRequest.newBuilder()
                .setRequestTrailers(HttpTrailers.getDefaultInstance())
                .build();
    }

    static ProcessingRequest responseTrailers() {
        return ProcessingRequest.newBuilder()
                .setResponseTrailers(HttpTrailers.getDefaultInstance())
                .build();
    }

    private static HttpBody body(byte[] part, boolean last) {
        return HttpBody.newBuilder()
                .setBody(ByteString.copyFrom(part))
                .setEndOfStream(last)
                .build();
    }

    private static HttpHeaders head(boolean bodiless, List<String> pairs) {
        HeaderMap.Builder map = HeaderMap.newBuilder();
        for (int i = 0; i < pairs.size(); i += 2) {
            map.addHeaders(HeaderValue.newBuilder()
                    .setKey(pairs.get(i))
                    .setRawValue(ByteString.copyFromUtf8(pairs.get(i + 1))));
        }
        return HttpHeaders.newBuilder().setHeaders(map).setEndOfStream(bodiless).build();
    }

    /** One call of Envoy's. */
    final class Client implements StreamObserver<ProcessingResponse> {

        final List<ProcessingResponse> told = new ArrayList<>();
        boolean failed;
        boolean ended;
        private final StreamObserver<ProcessingRequest> requests =
                ExternalProcessorGrpc.newStub(channel).process(this);

        Client send(ProcessingRequest... messages) {
            for (ProcessingRequest message : messages) {
                if (!ended) {
                    requests.onNext(message);
                }
            }
            return this;
        }

        void halfClose() {
            if (!ended) {
                requests.onCompleted();
            }
        }

        void cancel() {
            requests.onError(Status.CANCELLED.asRuntimeException());
        }

        /** Why it was refused; empty when it was not. */
        String reason() {
            return told.isEmpty()
                    ? ""
                    : told.get(told.size() - 1)
                            .getImmediateResponse()
                            .getDetails()
                            .replace("postern_", "");
        }

        /** What has left of the body of one direction, of which Envoy sent these messages. */
        byte[] left(Direction direction, List<ProcessingRequest> sent) {
            ByteArrayOutputStream left = new ByteArrayOutputStream();
            Iterator<HttpBody> bodies = sent.stream()
                    .filter(message ->
                            direction == Direction.REQUEST ? message.hasRequestBody() : message.hasResponseBody())
                    .map(message ->
                            direction == Direction.REQUEST ? message.getRequestBody() : message.getResponseBody())
                    .iterator();
            for (ProcessingResponse answer : told) {
                boolean body = direction == Direction.REQUEST ? answer.hasRequestBody() : answer.hasResponseBody();
                if (body) {
                    BodyResponse response =
                            direction == Direction.REQUEST ? answer.getRequestBody() : answer.getResponseBody();
                    BodyMutation mutation = response.getResponse().getBodyMutation();
                    left.writeBytes(
                            switch (mutation.getMutationCase()) {
                                case STREAMED_RESPONSE ->
                                    mutation.getStreamedResponse().getBody().toByteArray();
                                case BODY -> mutation.getBody().toByteArray();
                                case CLEAR_BODY -> new byte[0];
                                case MUTATION_NOT_SET -> bodies.next().getBody().toByteArray();
                            });
                    if (mutation.hasBody() || mutation.hasClearBody()) {
                        bodies.next();
                    }
                }
            }
            return left.toByteArray();
        }

        @Override
        public void onNext(ProcessingResponse message) {
            told.add(message);
        }

        @Override
        public void onError(Throwable fault) {
            failed = true;
            ended = true;
        }

        @Override
        public void onCompleted() {
            ended = true;
        }
    }
}
