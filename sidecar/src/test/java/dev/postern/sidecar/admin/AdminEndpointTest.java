package dev.postern.sidecar.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.LoggerContext;
import com.google.protobuf.Timestamp;
import dev.postern.ccl.ResourcePattern;
import dev.postern.sidecar.cache.Invalidation;
import dev.postern.sidecar.telemetry.LogLevels;
import dev.postern.v1.AdminServiceGrpc;
import dev.postern.v1.EvidenceStatus;
import dev.postern.v1.GetStatusRequest;
import dev.postern.v1.GetStatusResponse;
import dev.postern.v1.InvalidateRequest;
import dev.postern.v1.ReloadBundleRequest;
import dev.postern.v1.ReloadBundleResponse;
import dev.postern.v1.ResourceScope;
import dev.postern.v1.SetLogLevelRequest;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class AdminEndpointTest {

    private static final Instant START = Instant.parse("2026-11-21T00:00:00.5Z");

    private final FakeBundle bundle = new FakeBundle();
    private final Readiness readiness = new Readiness();
    private final LoggerContext loggers = new LoggerContext();
    private final List<Invalidation> invalidated = new ArrayList<>();
    private Server server;
    private ManagedChannel channel;
    private @Nullable EvidenceState evidence;
    private AdminServiceGrpc.AdminServiceBlockingStub admin;

    @BeforeEach
    void start(TestInfo test) throws IOException {
        server = InProcessServerBuilder.forName(test.getDisplayName())
                .directExecutor()
                .addService(new AdminEndpoint(
                        "1.2.3",
                        START,
                        readiness,
                        bundle,
                        new LogLevels(loggers),
                        () -> Optional.ofNullable(evidence),
                        invalidated::add))
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(test.getDisplayName())
                .directExecutor()
                .build();
        admin = AdminServiceGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void tellsHowTheEvidenceLogIsWhereOneIsKept() {
        assertThat(admin.getStatus(GetStatusRequest.getDefaultInstance()).hasEvidence())
                .isFalse();
        evidence = new EvidenceState("postern.local/a", 120, 100, START, 7, 5, 3, true, 1);
        assertThat(admin.getStatus(GetStatusRequest.getDefaultInstance()).getEvidence())
                .isEqualTo(EvidenceStatus.newBuilder()
                        .setOrigin("postern.local/a")
                        .setSize(120)
                        .setCheckpointSize(100)
                        .setCheckpointTime(Timestamp.newBuilder()
                                .setSeconds(START.getEpochSecond())
                                .setNanos(START.getNano()))
                        .setShed(7)
                        .setGaps(5)
                        .setWaiting(3)
                        .setClosed(true)
                        .setDamaged(1)
                        .build());
        evidence = new EvidenceState("postern.local/a", 0, 0, null, 0, 0, 0, false, 0);
        assertThat(admin.getStatus(GetStatusRequest.getDefaultInstance())
                        .getEvidence()
                        .hasCheckpointTime())
                .isFalse();
    }

    @Test
    void invalidatesWhatIsNamed() {
        admin.invalidate(InvalidateRequest.newBuilder().setEverything(true).build());
        admin.invalidate(InvalidateRequest.newBuilder().setTenant("shop").build());
        admin.invalidate(InvalidateRequest.newBuilder().setPrincipal("ada").build());
        admin.invalidate(InvalidateRequest.newBuilder().setCapability("cap-1").build());
        admin.invalidate(InvalidateRequest.newBuilder()
                .setResource(ResourceScope.newBuilder().setTenant("shop").setPattern("/docs/**"))
                .build());

        assertThat(invalidated)
                .containsExactly(
                        new Invalidation.Everything(),
                        new Invalidation.OfTenant("shop"),
                        new Invalidation.OfPrincipal("ada"),
                        new Invalidation.OfCapability("cap-1"),
                        new Invalidation.OfResources("shop", new ResourcePattern("/docs/**")));
    }

    @Test
    void invalidatesNothingThatIsNotNamed() {
        for (InvalidateRequest request : List.of(
                InvalidateRequest.getDefaultInstance(),
                InvalidateRequest.newBuilder().setEverything(false).build(),
                InvalidateRequest.newBuilder().setTenant("").build(),
                InvalidateRequest.newBuilder().setPrincipal("x".repeat(4_097)).build(),
                InvalidateRequest.newBuilder()
                        .setResource(ResourceScope.getDefaultInstance())
                        .build())) {
            assertThatExceptionOfType(StatusRuntimeException.class)
                    .isThrownBy(() -> admin.invalidate(request))
                    .satisfies(e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
        }
        assertThat(invalidated).isEmpty();
    }

    @Test
    void tellsStatusAndWhyItIsNotReady() {
        readiness.met(Condition.EVIDENCE);
        readiness.met(Condition.WARM);
        readiness.met(Condition.SERVING);
        GetStatusResponse status = admin.getStatus(GetStatusRequest.getDefaultInstance());
        assertThat(status.getVersion()).isEqualTo("1.2.3");
        assertThat(status.getReady()).isFalse();
        assertThat(status.getNotReadyList()).containsExactly("no good bundle is loaded");
        assertThat(status.getStarted())
                .isEqualTo(Timestamp.newBuilder()
                        .setSeconds(START.getEpochSecond())
                        .setNanos(500_000_000)
                        .build());
        assertThat(status.getBundle().getPath()).isEqualTo("/bundle");
        assertThat(status.getBundle().hasLoaded()).isFalse();
    }

    @Test
    void reloadTellsWhetherTheBundleIsInForceAndWhyNot() {
        bundle.next = new BundleState(
                "d1", "/bundle", START, 2, 7, new BundleState.Refusal(START, List.of("a.ccl:1:2: bad")), List.of("w"));
        ReloadBundleResponse response = admin.reloadBundle(ReloadBundleRequest.getDefaultInstance());
        assertThat(response.getLoaded()).isFalse();
        assertThat(response.getBundle().getDigest()).isEqualTo("d1");
        assertThat(response.getBundle().getRules()).isEqualTo(7);
        assertThat(response.getBundle().getRefused().getDiagnosticsList()).containsExactly("a.ccl:1:2: bad");
        assertThat(response.getBundle().getWarningsList()).containsExactly("w");
    }

    @Test
    void aReloadThatFailsTellsNothingOfTheInside() {
        bundle.fault = new IllegalStateException("secret");
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> admin.reloadBundle(ReloadBundleRequest.getDefaultInstance()))
                .matches(e -> e.getStatus().getCode() == Status.Code.INTERNAL)
                .withMessageNotContaining("secret");
    }

    @Test
    void setsLevelsAndTellsThePreviousOne() {
        SetLogLevelRequest request = SetLogLevelRequest.newBuilder()
                .setLogger("dev.postern")
                .setLevel("WARN")
                .build();
        assertThat(admin.setLogLevel(request).getPrevious()).isEqualTo("debug");
        assertThat(admin.setLogLevel(request).getPrevious()).isEqualTo("warn");
        assertThat(loggers.getLogger("dev.postern.sidecar").isInfoEnabled()).isFalse();
        assertThat(loggers.getLogger("other").isInfoEnabled()).isTrue();
    }

    @Test
    void refusesUnknownLevels() {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> admin.setLogLevel(
                        SetLogLevelRequest.newBuilder().setLevel("loud").build()))
                .matches(e -> e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT)
                .withMessageContaining("expected error, warn, info, debug or trace");
    }

    private static final class FakeBundle implements BundleControl {
        private BundleState next = BundleState.none("/bundle");
        private @Nullable RuntimeException fault;

        @Override
        public BundleState state() {
            return next;
        }

        @Override
        public CompletionStage<Boolean> reload() {
            return fault != null ? CompletableFuture.failedFuture(fault) : CompletableFuture.completedFuture(false);
        }
    }
}
