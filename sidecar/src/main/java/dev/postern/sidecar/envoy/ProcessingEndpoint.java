package dev.postern.sidecar.envoy;

import dev.postern.sidecar.grpc.Received;
import dev.postern.sidecar.grpc.TolerantMarshaller;
import io.envoyproxy.envoy.service.ext_proc.v3.ExternalProcessorGrpc;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;

/**
 * The {@code envoy.service.ext_proc.v3.ExternalProcessor} of one listener: contents that leave through Envoy, and those
 * that come back, are looked at as they pass. Thread-safe.
 */
public final class ProcessingEndpoint implements BindableService {

    private final EnvoyDoors doors;
    private final Heads heads;
    private final int maxMessage;

    ProcessingEndpoint(EnvoyDoors doors, RequestMapping mapping, int maxMessage) {
        EnvoyConfig config = doors.config();
        this.doors = doors;
        this.heads = new Heads(mapping, new Outbound(config.outbound()), new UpstreamHeaders(config.upstream()));
        this.maxMessage = maxMessage;
    }

    @Override
    public ServerServiceDefinition bindService() {
        MethodDescriptor<Received<ProcessingRequest>, ProcessingResponse> process =
                ExternalProcessorGrpc.getProcessMethod().toBuilder(
                                new TolerantMarshaller<>(ProcessingRequest.getDefaultInstance(), maxMessage),
                                ExternalProcessorGrpc.getProcessMethod().getResponseMarshaller())
                        .build();
        ServiceDescriptor service = ServiceDescriptor.newBuilder(ExternalProcessorGrpc.SERVICE_NAME)
                .setSchemaDescriptor(
                        ExternalProcessorGrpc.getServiceDescriptor().getSchemaDescriptor())
                .addMethod(process)
                .build();
        return ServerServiceDefinition.builder(service)
                .addMethod(process, (call, headers) -> new ProcessingCall(call, headers, doors, heads))
                .build();
    }
}
