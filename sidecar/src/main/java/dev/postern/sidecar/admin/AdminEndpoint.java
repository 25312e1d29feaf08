package dev.postern.sidecar.admin;

import com.google.protobuf.Timestamp;
import dev.postern.sidecar.cache.Invalidation;
import dev.postern.sidecar.telemetry.LogLevel;
import dev.postern.sidecar.telemetry.LogLevels;
import dev.postern.v1.AdminServiceGrpc;
import dev.postern.v1.BundleStatus;
import dev.postern.v1.EvidenceStatus;
import dev.postern.v1.GetStatusRequest;
import dev.postern.v1.GetStatusResponse;
import dev.postern.v1.InvalidateRequest;
import dev.postern.v1.InvalidateResponse;
import dev.postern.v1.RefusedBundle;
import dev.postern.v1.ReloadBundleRequest;
import dev.postern.v1.ReloadBundleResponse;
import dev.postern.v1.SetLogLevelRequest;
import dev.postern.v1.SetLogLevelResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@code postern.v1.AdminService}; for listeners that only operators can reach. Thread-safe. */
public final class AdminEndpoint extends AdminServiceGrpc.AdminServiceImplBase {

    private static final Logger LOG = LoggerFactory.getLogger(AdminEndpoint.class);
    private static final int MAX_LOGGER_NAME = 256;

    private final String version;
    private final Instant started;
    private final Readiness readiness;
    private final BundleControl bundle;
    private final LogLevels levels;
    private final Supplier<Optional<EvidenceState>> evidence;
    private final Consumer<Invalidation> invalidator;

    /**
     * The service of one sidecar.
     *
     * @param evidence how its evidence log is, empty where it keeps none
     * @param invalidator has caches forget; what it is given has taken effect here when it returns
     */
    public AdminEndpoint(
            String version,
            Instant started,
            Readiness readiness,
            BundleControl bundle,
            LogLevels levels,
            Supplier<Optional<EvidenceState>> evidence,
            Consumer<Invalidation> invalidator) {
        this.version = version;
        this.started = started;
        this.readiness = readiness;
        this.bundle = bundle;
        this.levels = levels;
        this.evidence = evidence;
        this.invalidator = invalidator;
    }

    @Override
    public void getStatus(GetStatusRequest request, StreamObserver<GetStatusResponse> reply) {
        GetStatusResponse.Builder response = GetStatusResponse.newBuilder()
                .setVersion(version)
                .setReady(readiness.isReady())
                .setStarted(timestamp(started))
                .setBundle(status(bundle.state()))
                .addAllNotReady(readiness.reasons());
        evidence.get().ifPresent(state -> response.setEvidence(status(state)));
        reply.onNext(response.build());
        reply.onCompleted();
    }

    @Override
    public void reloadBundle(ReloadBundleRequest request, StreamObserver<ReloadBundleResponse> reply) {
        var unused = bundle.reload().whenComplete((loaded, fault) -> {
            if (fault != null) {
                LOG.error("reload failed", fault);
                reply.onError(Status.INTERNAL.withDescription("reload failed").asRuntimeException());
                return;
            }
            reply.onNext(ReloadBundleResponse.newBuilder()
                    .setLoaded(loaded)
                    .setBundle(status(bundle.state()))
                    .build());
            reply.onCompleted();
        });
    }

    @Override
    public void invalidate(InvalidateRequest request, StreamObserver<InvalidateResponse> reply) {
        Optional<Invalidation> asked = Invalidations.of(request);
        if (asked.isEmpty()) {
            reply.onError(Status.INVALID_ARGUMENT
                    .withDescription(Invalidations.EXPECTED)
                    .asRuntimeException());
            return;
        }
        invalidator.accept(asked.get());
        reply.onNext(InvalidateResponse.getDefaultInstance());
        reply.onCompleted();
    }

    @Override
    public void setLogLevel(SetLogLevelRequest request, StreamObserver<SetLogLevelResponse> reply) {
        Optional<LogLevel> level = LogLevel.of(request.getLevel());
        if (level.isEmpty() || request.getLogger().length() > MAX_LOGGER_NAME) {
            reply.onError(Status.INVALID_ARGUMENT
                    .withDescription(
                            level.isEmpty()
                                    ? "unknown level, expected error, warn, info, debug or trace"
                                    : "logger name too long, expected at most " + MAX_LOGGER_NAME + " characters")
                    .asRuntimeException());
            return;
        }
        String before = levels.set(request.getLogger(), level.get());
        LOG.info(
                "level of logger \"{}\" set from {} to {}",
                request.getLogger(),
                before,
                level.get().word());
        reply.onNext(SetLogLevelResponse.newBuilder().setPrevious(before).build());
        reply.onCompleted();
    }

    private static BundleStatus status(BundleState state) {
        BundleStatus.Builder status = BundleStatus.newBuilder()
                .setDigest(state.digest())
                .setPath(state.path())
                .setTenants(state.tenants())
                .setRules(state.rules())
                .addAllWarnings(state.warnings());
        if (state.loaded() != null) {
            status.setLoaded(timestamp(state.loaded()));
        }
        BundleState.Refusal refused = state.refused();
        if (refused != null) {
            status.setRefused(RefusedBundle.newBuilder()
                    .setTime(timestamp(refused.time()))
                    .addAllDiagnostics(refused.diagnostics()));
        }
        return status.build();
    }

    private static EvidenceStatus status(EvidenceState state) {
        EvidenceStatus.Builder status = EvidenceStatus.newBuilder()
                .setOrigin(state.origin())
                .setSize(state.size())
                .setCheckpointSize(state.checkpointSize())
                .setShed(state.shed())
                .setGaps(state.gaps())
                .setWaiting(state.waiting())
                .setClosed(state.closed())
                .setDamaged(state.damaged());
        if (state.checkpointTime() != null) {
            status.setCheckpointTime(timestamp(state.checkpointTime()));
        }
        return status.build();
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
