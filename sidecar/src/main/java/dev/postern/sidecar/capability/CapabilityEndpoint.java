package dev.postern.sidecar.capability;

import dev.postern.sidecar.grpc.Encoded;
import dev.postern.sidecar.grpc.RequestBytes;
import dev.postern.sidecar.grpc.TolerantMarshaller;
import dev.postern.sidecar.grpc.UnaryHandler;
import dev.postern.v1.CapabilityServiceGrpc;
import dev.postern.v1.IssueRequest;
import dev.postern.v1.RevokeRequest;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code postern.v1.CapabilityService} of one listener, or the part of it that belongs there. Thread-safe. */
public final class CapabilityEndpoint implements BindableService {

    private final CapabilityChecks checks;
    private final @Nullable TokenIssuing issuing;
    private final @Nullable TokenRevoking revoking;
    private final int maxMessage;

    /**
     * A service for one listener.
     *
     * @param issuing {@code null} where no tokens are made
     * @param revoking {@code null} where nothing is revoked
     * @param maxMessage bytes of the largest request that is read
     */
    public CapabilityEndpoint(
            CapabilityChecks checks, @Nullable TokenIssuing issuing, @Nullable TokenRevoking revoking, int maxMessage) {
        this.checks = checks;
        this.issuing = issuing;
        this.revoking = revoking;
        this.maxMessage = maxMessage;
    }

    @Override
    public ServerServiceDefinition bindService() {
        List<Method<?, ?>> methods = methods();
        ServiceDescriptor.Builder service = ServiceDescriptor.newBuilder(CapabilityServiceGrpc.SERVICE_NAME)
                .setSchemaDescriptor(
                        CapabilityServiceGrpc.getServiceDescriptor().getSchemaDescriptor());
        methods.forEach(method -> service.addMethod(method.descriptor));
        ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(service.build());
        methods.forEach(method -> method.addTo(definition));
        return definition.build();
    }

    private List<Method<?, ?>> methods() {
        List<Method<?, ?>> methods = new ArrayList<>();
        methods.add(new Method<>(
                CapabilityServiceGrpc.getCheckMethod().toBuilder(new RequestBytes(maxMessage), Encoded.MARSHALLER)
                        .build(),
                checks::check));
        if (issuing != null) {
            methods.add(new Method<>(
                    CapabilityServiceGrpc.getIssueMethod().toBuilder(
                                    new TolerantMarshaller<>(IssueRequest.getDefaultInstance(), maxMessage),
                                    CapabilityServiceGrpc.getIssueMethod().getResponseMarshaller())
                            .build(),
                    issuing::issue));
        }
        if (revoking != null) {
            methods.add(new Method<>(
                    CapabilityServiceGrpc.getRevokeMethod().toBuilder(
                                    new TolerantMarshaller<>(RevokeRequest.getDefaultInstance(), maxMessage),
                                    CapabilityServiceGrpc.getRevokeMethod().getResponseMarshaller())
                            .build(),
                    revoking::revoke));
        }
        return methods;
    }

    private record Method<Q, A>(MethodDescriptor<Q, A> descriptor, UnaryHandler.Service<Q, A> service) {
        void addTo(ServerServiceDefinition.Builder definition) {
            definition.addMethod(descriptor, new UnaryHandler<>(service));
        }
    }
}
