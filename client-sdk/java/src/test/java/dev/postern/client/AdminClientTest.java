package dev.postern.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.v1.AdminServiceGrpc;
import dev.postern.v1.GetStatusRequest;
import dev.postern.v1.GetStatusResponse;
import dev.postern.v1.ReloadBundleRequest;
import dev.postern.v1.ReloadBundleResponse;
import dev.postern.v1.SetLogLevelRequest;
import dev.postern.v1.SetLogLevelResponse;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AdminClientTest {

    @Test
    void asksReloadsAndSetsLevelsAndThrowsWhenNobodyIsThere() throws IOException {
        String name = InProcessServerBuilder.generateName();
        Server server = InProcessServerBuilder.forName(name)
                .addService(new FakeAdmin())
                .build()
                .start();
        try (AdminClient client =
                AdminClient.over(InProcessChannelBuilder.forName(name).build(), Duration.ofSeconds(20))) {
            assertThat(client.status().getReady()).isTrue();
            assertThat(client.reload().getLoaded()).isTrue();
            assertThat(client.setLogLevel("dev.postern", "debug")).isEqualTo("was info, now dev.postern=debug");
            server.shutdownNow();
            assertThatThrownBy(client::status).isInstanceOf(StatusRuntimeException.class);
        }
    }

    private static final class FakeAdmin extends AdminServiceGrpc.AdminServiceImplBase {

        @Override
        public void getStatus(GetStatusRequest request, StreamObserver<GetStatusResponse> observer) {
            answer(observer, GetStatusResponse.newBuilder().setReady(true).build());
        }

        @Override
        public void reloadBundle(ReloadBundleRequest request, StreamObserver<ReloadBundleResponse> observer) {
            answer(observer, ReloadBundleResponse.newBuilder().setLoaded(true).build());
        }

        @Override
        public void setLogLevel(SetLogLevelRequest request, StreamObserver<SetLogLevelResponse> observer) {
            String previous = "was info, now " + request.getLogger() + "=" + request.getLevel();
            answer(
                    observer,
                    SetLogLevelResponse.newBuilder().setPrevious(previous).build());
        }

        private static <T> void answer(StreamObserver<T> observer, T response) {
            observer.onNext(response);
            observer.onCompleted();
        }
    }
}
