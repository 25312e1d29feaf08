package dev.postern.client;

import dev.postern.v1.AdminServiceGrpc;
import dev.postern.v1.CapabilityServiceGrpc;
import dev.postern.v1.GetStatusRequest;
import dev.postern.v1.GetStatusResponse;
import dev.postern.v1.InvalidateRequest;
import dev.postern.v1.IssueRequest;
import dev.postern.v1.IssueResponse;
import dev.postern.v1.ReloadBundleRequest;
import dev.postern.v1.ReloadBundleResponse;
import dev.postern.v1.RevokeRequest;
import dev.postern.v1.RevokeResponse;
import dev.postern.v1.SetLogLevelRequest;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a sidecar through its admin listener. Unlike a check, a call that fails throws
 * {@link io.grpc.StatusRuntimeException}: nothing here can be answered by denying. Thread-safe.
 */
public final class AdminClient implements AutoCloseable {

    private final Connection connection;
    private final Duration deadline;

    private AdminClient(Connection connection, Duration deadline) {
        this.connection = connection;
        this.deadline = deadline;
    }

    /**
     * A client of the admin listener at {@code target}; it connects with its first call.
     *
     * @param target {@code host:port} or {@code unix:/path}
     * @param tls {@code null} for plain text, as on a Unix socket
     * @param deadline of every call
     */
    public static AdminClient open(String target, @Nullable Tls tls, Duration deadline) {
        return new AdminClient(Connection.open(Target.parse(target), tls, Connection.KEEP_ALIVE), deadline);
    }

    static AdminClient over(ManagedChannel channel, Duration deadline) {
        return new AdminClient(Connection.over(channel), deadline);
    }

    /** What is loaded and how the sidecar is. */
    public GetStatusResponse status() {
        return stub().getStatus(GetStatusRequest.getDefaultInstance());
    }

    /** Has the bundle read again; a bad one is refused in the response while the last good one stays in force. */
    public ReloadBundleResponse reload() {
        return stub().reloadBundle(ReloadBundleRequest.getDefaultInstance());
    }

    /** Has cached entries forgotten; once it returns, no answer of the sidecar rests on them. */
    public void invalidate(InvalidateRequest request) {
        var unused = stub().invalidate(request);
    }

    /**
     * Sets the level of a logger until the process ends, and gives the level it had.
     *
     * @param logger its name; empty for the root
     * @param level error, warn, info, debug or trace
     */
    public String setLogLevel(String logger, String level) {
        SetLogLevelRequest request = SetLogLevelRequest.newBuilder()
                .setLogger(logger)
                .setLevel(level)
                .build();
        return stub().setLogLevel(request).getPrevious();
    }

    /** Has a token made; a denial is in the response. */
    public IssueResponse issue(IssueRequest request) {
        return capabilities().issue(request);
    }

    /** Has a token, a subject, a key or everything until a time revoked; a denial is in the response. */
    public RevokeResponse revoke(RevokeRequest request) {
        return capabilities().revoke(request);
    }

    @Override
    public void close() {
        connection.close();
    }

    private CapabilityServiceGrpc.CapabilityServiceBlockingStub capabilities() {
        return CapabilityServiceGrpc.newBlockingStub(connection.channel())
                .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    private AdminServiceGrpc.AdminServiceBlockingStub stub() {
        return AdminServiceGrpc.newBlockingStub(connection.channel())
                .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }
}
