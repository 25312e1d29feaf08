package dev.postern.sidecar.grpc;

import dev.postern.sidecar.admin.Readiness;
import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.util.List;

/** The gRPC health service of all listeners: each named service, and the whole, serves exactly while ready. Thread-safe. */
public final class Health {

    private final HealthStatusManager statuses = new HealthStatusManager();
    private final EndlessCalls watchers = new EndlessCalls();

    /** Follows {@code readiness} for the server as a whole and for {@code services}, full names. */
    public Health(Readiness readiness, List<String> services) {
        readiness.onChange(ready -> {
            ServingStatus status = ready ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
            statuses.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
            services.forEach(service -> statuses.setStatus(service, status));
        });
    }

    /** The service, for any number of listeners. */
    public BindableService service() {
        return () -> ServerInterceptors.intercept(statuses.getHealthService(), watchers);
    }

    /** Tells everybody who watches that the end has come, and ends their calls, which would never end by themselves. */
    void end() {
        statuses.enterTerminalState();
        watchers.end();
    }
}
