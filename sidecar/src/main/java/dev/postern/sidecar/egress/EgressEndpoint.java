package dev.postern.sidecar.egress;

import dev.postern.policy.Reason;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.decide.Faults;
import dev.postern.sidecar.grpc.CallShown;
import dev.postern.sidecar.grpc.CheckReader;
import dev.postern.sidecar.grpc.Received;
import dev.postern.sidecar.grpc.TolerantMarshaller;
import dev.postern.sidecar.grpc.UnaryHandler;
import dev.postern.sidecar.identity.Identification;
import dev.postern.v1.EgressCheckRequest;
import dev.postern.v1.EgressCheckResponse;
import dev.postern.v1.EgressServiceGrpc;
import dev.postern.v1.EgressStreamRequest;
import dev.postern.v1.EgressStreamResponse;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import java.util.function.LongSupplier;

/** The {@code postern.v1.EgressService} of one listener. Every request is answered with a verdict. Thread-safe. */
public final class EgressEndpoint implements BindableService {

    private final EgressGate gate;
    private final QuestionReader reader;
    private final Identification identification;
    private final Faults faults;
    private final int maxMessage;
    private final LongSupplier nanoTime;

    /**
     * A service for one listener.
     *
     * @param checks reads what a question has in common with every check
     * @param identification finds out who asks, and judges what callers say of the principal
     * @param maxMessage bytes of the largest request, or part of a stream, that is read
     * @param nanoTime the monotonic clock
     */
    public EgressEndpoint(
            EgressGate gate,
            CheckReader checks,
            Identification identification,
            Faults faults,
            int maxMessage,
            LongSupplier nanoTime) {
        this.gate = gate;
        this.reader = new QuestionReader(checks);
        this.identification = identification;
        this.faults = faults;
        this.maxMessage = maxMessage;
        this.nanoTime = nanoTime;
    }

    @Override
    public ServerServiceDefinition bindService() {
        MethodDescriptor<Received<EgressCheckRequest>, EgressCheckResponse> check =
                EgressServiceGrpc.getCheckMethod().toBuilder(
                                new TolerantMarshaller<>(EgressCheckRequest.getDefaultInstance(), maxMessage),
                                EgressServiceGrpc.getCheckMethod().getResponseMarshaller())
                        .build();
        MethodDescriptor<Received<EgressStreamRequest>, EgressStreamResponse> stream =
                EgressServiceGrpc.getCheckStreamMethod().toBuilder(
                                new TolerantMarshaller<>(EgressStreamRequest.getDefaultInstance(), maxMessage),
                                EgressServiceGrpc.getCheckStreamMethod().getResponseMarshaller())
                        .build();
        ServiceDescriptor service = ServiceDescriptor.newBuilder(EgressServiceGrpc.SERVICE_NAME)
                .setSchemaDescriptor(EgressServiceGrpc.getServiceDescriptor().getSchemaDescriptor())
                .addMethod(check)
                .addMethod(stream)
                .build();
        return ServerServiceDefinition.builder(service)
                .addMethod(check, new UnaryHandler<>(this::check))
                .addMethod(stream, this::open)
                .build();
    }

    private StreamCall open(ServerCall<Received<EgressStreamRequest>, EgressStreamResponse> call, Metadata headers) {
        return new StreamCall(call, CallShown.of(call, headers), gate, reader, identification, faults, nanoTime);
    }

    private void check(Received<EgressCheckRequest> received, UnaryHandler.Reply<EgressCheckResponse> reply) {
        Asked asked = new Asked(Door.EGRESS, nanoTime.getAsLong(), reply, true);
        try {
            QuestionReader.Reading reading = reader.read(received.map(EgressCheckRequest::getQuestion), reply.isLate());
            if (reading instanceof QuestionReader.Reading.Refused refused) {
                reply.send(EgressMessages.response(
                        refused.id(), gate.refuse(refused.tenant(), refused.reason(), "", asked)));
                return;
            }
            QuestionReader.Reading.Question question = (QuestionReader.Reading.Question) reading;
            byte[] content = ((Received.Message<EgressCheckRequest>) received)
                    .value()
                    .getContent()
                    .toByteArray();
            identification.identify(
                    question.check(),
                    reply.shown(),
                    reply,
                    check -> gate.check(
                            question.question().by(check),
                            content,
                            asked,
                            outcome -> reply.send(EgressMessages.response(question.id(), outcome))));
        } catch (RuntimeException | StackOverflowError e) {
            faults.add(e);
            reply.send(EgressMessages.response("", gate.refuse("", Reason.INTERNAL, "", asked)));
        }
    }
}
