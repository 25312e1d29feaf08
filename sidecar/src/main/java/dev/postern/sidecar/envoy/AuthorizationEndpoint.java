package dev.postern.sidecar.envoy;

import dev.postern.policy.Check;
import dev.postern.policy.PathRules;
import dev.postern.policy.Program;
import dev.postern.policy.Reason;
import dev.postern.policy.TenantSettings;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.grpc.Encoded;
import dev.postern.sidecar.grpc.Received;
import dev.postern.sidecar.grpc.RequestBytes;
import dev.postern.sidecar.grpc.UnaryHandler;
import dev.postern.sidecar.identity.Identification;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The {@code envoy.service.auth.v3.Authorization} of one listener. Every request is answered with a decision: an RPC
 * error would be an allow wherever Envoy's {@code failure_mode_allow} is on. Thread-safe.
 */
public final class AuthorizationEndpoint implements BindableService {

    private final DecisionPipeline pipeline;
    private final Identification identification;
    private final RequestMapping mapping;
    private final AnswerEncoder encoder;
    private final int maxMessage;
    private final LongSupplier nanoTime;

    /**
     * A service for one listener.
     *
     * @param identification finds out who asks
     * @param active whose tenants say how paths are read
     * @param trustAsserted whether callers may say who the principal is
     * @param maxMessage bytes of the largest request that is read
     * @param clock tells the time of a check
     * @param nanoTime the monotonic clock
     */
    public AuthorizationEndpoint(
            DecisionPipeline pipeline,
            Identification identification,
            ActiveProgram active,
            EnvoyConfig config,
            boolean trustAsserted,
            int maxMessage,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.pipeline = pipeline;
        this.identification = identification;
        this.mapping = new RequestMapping(config, trustAsserted, tenant -> pathRules(active, tenant), clock);
        this.encoder = new AnswerEncoder(config.upstream());
        this.maxMessage = maxMessage;
        this.nanoTime = nanoTime;
    }

    @Override
    public ServerServiceDefinition bindService() {
        MethodDescriptor<Received<byte[]>, byte[]> check = AuthorizationGrpc.getCheckMethod().toBuilder(
                        new RequestBytes(maxMessage), Encoded.MARSHALLER)
                .build();
        ServiceDescriptor service = ServiceDescriptor.newBuilder(AuthorizationGrpc.SERVICE_NAME)
                .setSchemaDescriptor(AuthorizationGrpc.getServiceDescriptor().getSchemaDescriptor())
                .addMethod(check)
                .build();
        return ServerServiceDefinition.builder(service)
                .addMethod(check, new UnaryHandler<>(this::check))
                .build();
    }

    private void check(Received<byte[]> received, UnaryHandler.Reply<byte[]> reply) {
        long start = nanoTime.getAsLong();
        try {
            Mapped mapped = reply.isLate() ? refused(Reason.DEADLINE) : read(received);
            if (mapped instanceof Mapped.Asked asked) {
                identification.identify(asked.check(), asked.shown(), reply, check -> decide(check, start, reply));
            } else if (mapped instanceof Mapped.Refused refused) {
                Decision decision = pipeline.refuse(refused.tenant(), refused.reason(), Door.EXT_AUTHZ, start);
                send(decision, null, start, reply);
            }
        } catch (RuntimeException | StackOverflowError e) {
            reply.send(fault(e, start));
        }
    }

    private void decide(Check check, long start, UnaryHandler.Reply<byte[]> reply) {
        pipeline.decide(check, Door.EXT_AUTHZ, start, reply, decision -> send(decision, check, start, reply));
    }

    private Mapped read(Received<byte[]> received) {
        if (received instanceof Received.Message<byte[]> message) {
            return mapping.readBytes(message.value());
        }
        return refused(((Received.Unreadable<byte[]>) received).reason());
    }

    private Mapped refused(Reason reason) {
        return new Mapped.Refused(mapping.fallbackTenant(), reason);
    }

    private void send(Decision decision, @Nullable Check check, long start, UnaryHandler.Reply<byte[]> reply) {
        byte[] answer;
        try {
            answer = encoder.encode(decision, check);
        } catch (RuntimeException | StackOverflowError e) {
            answer = fault(e, start);
        }
        reply.send(answer);
    }

    /** A fault of the door itself denies, also where a tenant's denials are not enforced. */
    private byte[] fault(Throwable fault, long start) {
        pipeline.faults().add(fault);
        return encoder.encode(pipeline.refuse("", Reason.INTERNAL, Door.EXT_AUTHZ, start), null);
    }

    private static PathRules pathRules(ActiveProgram active, String tenant) {
        Program program = active.get();
        TenantSettings settings = program == null ? null : program.settings(tenant);
        return settings == null ? PathRules.STRICT : settings.paths();
    }
}
