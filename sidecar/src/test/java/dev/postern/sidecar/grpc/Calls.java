package dev.postern.sidecar.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.postern.v1.DecideBatchRequest;
import dev.postern.v1.DecideBatchResponse;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.DecisionServiceGrpc;
import dev.postern.v1.ExplainResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import java.util.concurrent.TimeUnit;

/** Calls the decision service with requests as bytes, so that they may be anything. */
final class Calls {

    private static final String SERVICE = DecisionServiceGrpc.SERVICE_NAME + "/";

    private Calls() {}

    static DecideRequest.Builder check() {
        return DecideRequest.newBuilder().setId("id").setAction("file.read").setResource("/docs/42");
    }

    static DecideResponse decide(Channel channel, MessageLite request) {
        return decide(channel, request.toByteArray());
    }

    static DecideResponse decide(Channel channel, byte[] request) {
        try {
            return DecideResponse.parseFrom(send(channel, "Decide", request, CallOptions.DEFAULT));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    static DecideBatchResponse batch(Channel channel, DecideBatchRequest request) {
        return batch(channel, request.toByteArray());
    }

    static DecideBatchResponse batch(Channel channel, byte[] request) {
        try {
            return DecideBatchResponse.parseFrom(send(channel, "DecideBatch", request, CallOptions.DEFAULT));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    static ExplainResponse explain(Channel channel, byte[] request) {
        try {
            return ExplainResponse.parseFrom(send(channel, "Explain", request, CallOptions.DEFAULT));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] send(Channel channel, String method, byte[] request, CallOptions options) {
        return ClientCalls.blockingUnaryCall(
                channel, raw(method), options.withDeadlineAfter(20, TimeUnit.SECONDS), request);
    }

    static MethodDescriptor<byte[], byte[]> raw(String method) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(SERVICE + method)
                .setRequestMarshaller(Encoded.MARSHALLER)
                .setResponseMarshaller(Encoded.MARSHALLER)
                .build();
    }
}
