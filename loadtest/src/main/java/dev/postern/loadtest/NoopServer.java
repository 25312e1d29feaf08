package dev.postern.loadtest;

import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.DecisionServiceGrpc;
import dev.postern.v1.Outcome;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The peer: the same transport and messages as the sidecar, and a permission that cost no thought. */
final class NoopServer {

    private NoopServer() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Server server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])))
                .directExecutor()
                .addService(new NoopAuthorization())
                .addService(new NoopDecision())
                .addService(new HealthStatusManager().getHealthService())
                .build()
                .start();
        server.awaitTermination();
    }

    private static final class NoopAuthorization extends AuthorizationGrpc.AuthorizationImplBase {

        private static final CheckResponse PERMITTED = CheckResponse.newBuilder()
                .setStatus(com.google.rpc.Status.getDefaultInstance())
                .setOkResponse(OkHttpResponse.getDefaultInstance())
                .build();

        @Override
        public void check(CheckRequest request, StreamObserver<CheckResponse> answer) {
            answer.onNext(PERMITTED);
            answer.onCompleted();
        }
    }

    private static final class NoopDecision extends DecisionServiceGrpc.DecisionServiceImplBase {

        private static final DecideResponse PERMITTED = DecideResponse.newBuilder()
                .setDecision(Outcome.ALLOW)
                .setReason("policy.permit")
                .build();

        @Override
        public void decide(DecideRequest request, StreamObserver<DecideResponse> answer) {
            answer.onNext(PERMITTED);
            answer.onCompleted();
        }
    }
}
