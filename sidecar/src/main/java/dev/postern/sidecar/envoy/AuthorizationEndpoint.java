package dev.postern.sidecar.envoy;

import dev.postern.policy.Check;
import dev.postern.policy.Reason;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.egress.Asked;
import dev.postern.sidecar.egress.EgressAnswer;
import dev.postern.sidecar.egress.EgressGate;
import dev.postern.sidecar.egress.EgressQuestion;
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
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The {@code envoy.service.auth.v3.Authorization} of one listener. Every request is answered with a decision: an RPC
 * error would be an allow wherever Envoy's {@code failure_mode_allow} is on. Thread-safe.
 */
public final class AuthorizationEndpoint implements BindableService {

    private final DecisionPipeline pipeline;
    private final Identification identification;
    private final EgressGate gate;
    private final RequestMapping mapping;
    private final Outbound outbound;
    private final AnswerEncoder encoder;
    private final int maxMessage;
    private final LongSupplier nanoTime;

    /**
     * A service for one listener.
     *
     * @param maxMessage bytes of the largest request that is read
     */
    AuthorizationEndpoint(EnvoyDoors doors, RequestMapping mapping, int maxMessage) {
        this.pipeline = doors.pipeline();
        this.identification = doors.identification();
        this.gate = doors.gate();
        this.mapping = mapping;
        this.outbound = new Outbound(doors.config().outbound());
        this.encoder = new AnswerEncoder(doors.config().upstream());
        this.maxMessage = maxMessage;
        this.nanoTime = doors.nanoTime();
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
                identification.identify(
                        asked.check(), asked.shown(), reply, check -> decide(asked, check, start, reply));
            } else if (mapped instanceof Mapped.Refused refused) {
                Decision decision = pipeline.refuse(refused.tenant(), refused.reason(), Door.EXT_AUTHZ, start);
                send(decision, null, start, reply);
            }
        } catch (RuntimeException | StackOverflowError e) {
            reply.send(fault(e, start));
        }
    }

    private void decide(Mapped.Asked asked, Check check, long start, UnaryHandler.Reply<byte[]> reply) {
        if (outbound.marks(asked.request())) {
            judge(asked, check, start, reply);
            return;
        }
        pipeline.decide(check, Door.EXT_AUTHZ, start, reply, decision -> send(decision, check, start, reply));
    }

    /** Of a request that leaves the egress gate is asked; what it would redact is denied, nothing can be changed here. */
    private void judge(Mapped.Asked asked, Check check, long start, UnaryHandler.Reply<byte[]> reply) {
        Outbound.Reading reading = asked.body().isTruncated()
                ? new Outbound.Reading.Refused(Reason.EGRESS_INCOMPLETE)
                : outbound.read(asked.request(), check);
        if (reading instanceof Outbound.Reading.Question read) {
            gate.check(
                    read.question(),
                    asked.body().content(),
                    asked.body().coding(),
                    new Asked(Door.EXT_AUTHZ, start, reply, false),
                    outcome -> send(outcome.strictest(), read.question(), check, reply));
        } else if (reading instanceof Outbound.Reading.Refused refused) {
            send(pipeline.refuse(check.tenant(), refused.reason(), Door.EXT_AUTHZ, start), check, start, reply);
        }
    }

    private void send(EgressAnswer answer, EgressQuestion question, Check check, UnaryHandler.Reply<byte[]> reply) {
        reply.send(encoder.encode(answer.decision(), check, outbound.address(question, answer.addresses())));
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
}
