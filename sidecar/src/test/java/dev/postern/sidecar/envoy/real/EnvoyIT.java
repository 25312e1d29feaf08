package dev.postern.sidecar.envoy.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients and upstreams of a real Envoy see when the sidecar decides. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EnvoyIT {

    private GuardedWeb web;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        web = GuardedWeb.start(directory);
    }

    @AfterAll
    void stop() throws Exception {
        if (web != null) {
            web.stop();
        }
    }

    @Test
    void passesWhatPolicyPermits() throws Exception {
        HttpResponse<String> answer = web.get(web.http, "/open/one");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("served");
        assertThat(web.upstream.with("/open/one")).hasSize(1);
    }

    @Test
    void namesTheDecisionInDynamicMetadata() throws Exception {
        assertThat(web.get(web.http, "/open/named").headers().firstValue("x-seen-decision"))
                .hasValueSatisfying(id -> assertThat(id).isNotBlank().isNotEqualTo("-"));
    }

    @Test
    void refusesByDefaultAndTheUpstreamSeesNothing() throws Exception {
        assertThat(web.get(web.http, "/nowhere").statusCode()).isEqualTo(403);
        assertThat(web.upstream.with("/nowhere")).isEmpty();
    }

    @Test
    void refusesWithTheStatusHeadersAndBodyOfTheBundle() throws Exception {
        HttpResponse<String> answer = web.get(web.http, "/open/closed/door");

        assertThat(answer.statusCode()).isEqualTo(451);
        assertThat(answer.headers().allValues("x-denied-by")).containsExactly("postern");
        assertThat(answer.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
        assertThat(answer.body()).isEqualTo("{\"error\":\"closed\"}");
        assertThat(web.upstream.with("/open/closed")).isEmpty();
    }

    @Test
    void redirectsWhereTheBundleSaysSo() throws Exception {
        HttpResponse<String> answer = web.get(web.http, "/login/now");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("location")).hasValue("https://sso.example/start");
    }

    @Test
    void takesThePrincipalFromTheTokenThatEnvoyVerified() throws Exception {
        assertThat(web.get(web.http, "/mine/a", "authorization", web.bearer("alice"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(web.get(web.http, "/mine/b", "authorization", web.bearer("mallory"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(web.get(web.http, "/mine/c").statusCode()).isEqualTo(403);
    }

    @Test
    void overwritesAnIdentityHeaderThatTheClientMadeUp() throws Exception {
        web.get(web.http, "/open/spoof", "authorization", web.bearer("alice"), "x-user", "root", "x-user", "admin");

        assertThat(web.upstream.with("/open/spoof").get(0).header("x-user")).containsExactly("alice");
    }

    @Test
    void removesAnIdentityHeaderWhenNobodyIsKnown() throws Exception {
        web.get(web.http, "/open/nobody", "x-user", "root");

        assertThat(web.upstream.with("/open/nobody").get(0).header("x-user")).isEmpty();
    }

    @Test
    void doesNotTakeThePrincipalFromAHeader() throws Exception {
        assertThat(web.get(web.http, "/mine/d", "x-user", "alice").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/open/%2e%2e/mine/x",
                "/open/../mine/x",
                "/open/a%2fb",
                "/open/a%5cb",
                "/open//b",
                "/open/a;v=1/b",
                "/open/a%00b",
                "/open/%252e%252e/b",
                "/open/%c0%af",
                "/open/./b"
            })
    void refusesPathsThatCanBeReadInTwoWays(String path) throws Exception {
        assertThat(web.rawStatus(path)).isEqualTo(400);
        assertThat(web.upstream.with(path)).isEmpty();
    }

    @Test
    void seesHeadersThatEnvoySendsRaw() throws Exception {
        assertThat(web.get(web.raw, "/open/raw").statusCode()).isEqualTo(200);
        assertThat(web.get(web.raw, "/mine/raw", "authorization", web.bearer("alice"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesABodyBeyondWhatEnvoyHolds() throws Exception {
        assertThat(web.post(web.whole, "/open/large", "x".repeat(2048)).statusCode())
                .isEqualTo(413);
        assertThat(web.upstream.with("/open/large")).isEmpty();
    }

    @Test
    void refusesACutOffBodyWhereThePolicyAsksForIt() throws Exception {
        String cut = "{\"amount\":1,\"note\":\"" + "x".repeat(4096) + "\"}";

        assertThat(web.post(web.partial, "/orders", cut).statusCode()).isEqualTo(400);
        assertThat(web.post(web.partial, "/open/cut", cut).statusCode()).isEqualTo(200);
        assertThat(web.upstream.with("/open/cut").get(0).bodyBytes()).isEqualTo(cut.length());
    }

    @Test
    void readsAWholeJsonBody() throws Exception {
        assertThat(web.post(web.whole, "/orders", "{\"amount\":99}").statusCode())
                .isEqualTo(200);
        assertThat(web.post(web.whole, "/orders", "{\"amount\":100}").statusCode())
                .isEqualTo(403);
        assertThat(web.post(web.whole, "/orders", "{\"amount\":").statusCode()).isEqualTo(400);
    }

    @Test
    void refusesWhenNoSidecarListens() throws Exception {
        assertThat(web.get(web.down, "/open/down").statusCode()).isEqualTo(403);
        assertThat(web.upstream.with("/open/down")).isEmpty();
    }

    @Test
    void refusesWhenTheSidecarDoesNotAnswerInTime() throws Exception {
        long start = System.nanoTime();

        assertThat(web.get(web.slow, "/open/slow").statusCode()).isEqualTo(403);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(150), Duration.ofSeconds(5));
        assertThat(web.upstream.with("/open/slow")).isEmpty();
    }

    @Test
    void decidesOverAUnixSocket() throws Exception {
        assertThat(web.get(web.unix, "/open/unix").statusCode()).isEqualTo(200);
        assertThat(web.get(web.unix, "/nowhere").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
    void decidesOverTlsInEitherVersionOfHttp(Version version) throws Exception {
        HttpClient secure = HttpClient.newBuilder()
                .version(version)
                .sslContext(web.certificate.mutual())
                .build();
        HttpResponse<String> allowed =
                secure.send(GuardedWeb.request("https", web.https, "/peer/" + version), BodyHandlers.ofString());
        HttpResponse<String> denied =
                secure.send(GuardedWeb.request("https", web.https, "/open/closed/x"), BodyHandlers.ofString());

        assertThat(allowed.version()).isEqualTo(version);
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(denied.statusCode()).isEqualTo(451);
        assertThat(denied.body()).isEqualTo("{\"error\":\"closed\"}");
    }

    @Test
    void knowsNoPeerWithoutACertificate() throws Exception {
        assertThat(web.get(web.http, "/peer/none").statusCode()).isEqualTo(403);
    }

    @Test
    void guardsAGrpcUpstream() throws Exception {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", web.http)
                .usePlaintext()
                .build();
        try {
            HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(channel);
            HealthCheckResponse answer = health.check(HealthCheckRequest.getDefaultInstance());

            assertThat(answer.getStatus()).isEqualTo(ServingStatus.SERVING);
            assertThatThrownBy(() -> health.watch(HealthCheckRequest.getDefaultInstance())
                            .next())
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            denied ->
                                    assertThat(denied.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED));
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void decidesAboutConnectionsAtTheNetworkFilter() throws Exception {
        assertThat(web.rawExchange(web.tcp, "/open/l4")).contains("served");
        assertThat(web.rawExchange(web.tcpDown, "/open/l4-down")).isEmpty();
        assertThat(web.upstream.with("/open/l4-down")).isEmpty();
    }

    @Test
    void reloadsUnderTrafficWithoutAWrongAnswer() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Long>> traffic =
                java.util.stream.Stream.generate(() -> traffic(done)).limit(4).toList();
        for (int i = 0; i < 20; i++) {
            web.gate.replace(GuardedWeb.POLICY + "permit http.get on /changing/" + i + "\n");
            assertThat(web.get(web.http, "/changing/" + i).statusCode()).isEqualTo(200);
            assertThat(web.get(web.http, "/changing/" + (i + 1)).statusCode()).isEqualTo(403);
        }
        done.set(true);
        for (CompletableFuture<Long> requests : traffic) {
            assertThat(requests.get(10, TimeUnit.SECONDS)).isPositive();
        }
    }

    /** Asks in turn what is always allowed and always denied until done; the number of answers, all of them right. */
    private CompletableFuture<Long> traffic(AtomicBoolean done) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                long count = 0;
                for (; !done.get(); count += 2) {
                    assertThat(web.get(web.http, "/open/traffic").statusCode()).isEqualTo(200);
                    assertThat(web.get(web.http, "/nowhere").statusCode()).isEqualTo(403);
                }
                return count;
            } catch (IOException | InterruptedException broken) {
                throw new IllegalStateException(broken);
            }
        });
    }
}
