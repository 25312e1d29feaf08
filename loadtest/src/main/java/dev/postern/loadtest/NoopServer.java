package dev.postern.loadtest;

import dev.postern.sidecar.config.ListenAddress;
import dev.postern.sidecar.config.ListenerConfig;
import dev.postern.sidecar.grpc.EventLoops;
import dev.postern.sidecar.grpc.GrpcListener;
import dev.postern.v1.CapabilityCheckResponse;
import dev.postern.v1.CapabilityServiceGrpc;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.DecisionServiceGrpc;
import dev.postern.v1.Outcome;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Executors;

/** The peer: the sidecar's own listener and messages, and a permission that cost no thought. */
final class NoopServer {

    private NoopServer() {}

    public static void main(String[] args) throws IOException, GeneralSecurityException, InterruptedException {
        ListenAddress address = ListenAddress.parse("127.0.0.1:" + args[0]);
        GrpcListener listener = GrpcListener.open(
                ListenerConfig.DEFAULTS.at(address),
                List.of(
                        new NoopAuthorization(),
                        new NoopDecision(),
                        new NoopCapability(),
                        new HealthStatusManager().getHealthService()),
                EventLoops.open(Runtime.getRuntime().availableProcessors()),
                Executors.newSingleThreadScheduledExecutor());
        System.out.println("no-op on " + listener.address());
        Thread.currentThread().join();
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

    private static final class NoopCapability extends CapabilityServiceGrpc.CapabilityServiceImplBase {

        private static final CapabilityCheckResponse PERMITTED = CapabilityCheckResponse.newBuilder()
                .setDecision(NoopDecision.PERMITTED)
                .build();

        @Override
        public void check(DecideRequest request, StreamObserver<CapabilityCheckResponse> answer) {
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
