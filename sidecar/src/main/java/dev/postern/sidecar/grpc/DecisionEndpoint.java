package dev.postern.sidecar.grpc;

import dev.postern.policy.Reason;
import dev.postern.sidecar.config.InputLimits;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.decide.Explained;
import dev.postern.sidecar.identity.Identification;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.DecisionServiceGrpc;
import dev.postern.v1.ExplainRequest;
import dev.postern.v1.ExplainResponse;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The {@code postern.v1.DecisionService} of one listener. Single checks are answered on the event loop; batches beyond a
 * few checks and explanations, which take longer than others should wait for, on a bounded executor, and are shed when
 * that is full. Every request is answered with a decision; only a batch far beyond its cap ends with an RPC error,
 * because its denials would be an answer without bounds. Thread-safe.
 */
public final class DecisionEndpoint implements BindableService {

    /** Batches up to this size stay on the event loop. */
    private static final int SMALL_BATCH = 16;
    /** How many times the cap a batch may hold and still have every check answered. */
    private static final int MAX_OVERRUN = 16;

    private final DecisionPipeline pipeline;
    private final Identification identification;
    private final CheckReader reader;
    private final InputLimits limits;
    private final int maxMessage;
    private final Executor background;
    private final LongSupplier nanoTime;
    private final AnswerCodec codec = new AnswerCodec();

    /**
     * A service for one listener.
     *
     * @param identification finds out who asks, and judges what callers say of the principal
     * @param maxMessage bytes of the largest request that is read
     * @param background bounded; rejects when full
     * @param clock tells the time of a check
     * @param nanoTime the monotonic clock
     */
    public DecisionEndpoint(
            DecisionPipeline pipeline,
            Identification identification,
            InputLimits limits,
            int maxMessage,
            Executor background,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.pipeline = pipeline;
        this.identification = identification;
        this.reader = new CheckReader(limits, clock);
        this.limits = limits;
        this.maxMessage = maxMessage;
        this.background = background;
        this.nanoTime = nanoTime;
    }

    @Override
    public ServerServiceDefinition bindService() {
        MethodDescriptor<Received<byte[]>, byte[]> decide = DecisionServiceGrpc.getDecideMethod().toBuilder(
                        new RequestBytes(maxMessage), Encoded.MARSHALLER)
                .build();
        MethodDescriptor<BatchMarshaller.Batch, byte[]> batch = DecisionServiceGrpc.getDecideBatchMethod().toBuilder(
                        new BatchMarshaller(maxMessage, limits.maxBatch()), Encoded.MARSHALLER)
                .build();
        MethodDescriptor<Received<ExplainRequest>, ExplainResponse> explain =
                DecisionServiceGrpc.getExplainMethod().toBuilder(
                                new TolerantMarshaller<>(ExplainRequest.getDefaultInstance(), maxMessage),
                                ProtoUtils.marshaller(ExplainResponse.getDefaultInstance()))
                        .build();
        ServiceDescriptor service = ServiceDescriptor.newBuilder(DecisionServiceGrpc.SERVICE_NAME)
                .setSchemaDescriptor(DecisionServiceGrpc.getServiceDescriptor().getSchemaDescriptor())
                .addMethod(decide)
                .addMethod(batch)
                .addMethod(explain)
                .build();
        return ServerServiceDefinition.builder(service)
                .addMethod(decide, new UnaryHandler<>(this::decide))
                .addMethod(batch, new UnaryHandler<>(this::decideBatch))
                .addMethod(explain, new UnaryHandler<>(this::explain))
                .build();
    }

    private void decide(Received<byte[]> received, UnaryHandler.Reply<byte[]> reply) {
        long start = nanoTime.getAsLong();
        decide(readBytes(received, reply.isLate()), Door.DECIDE, reply, start, reply::send);
    }

    private void decideBatch(BatchMarshaller.Batch batch, UnaryHandler.Reply<byte[]> reply) {
        long start = nanoTime.getAsLong();
        if (batch.count() > (long) limits.maxBatch() * MAX_OVERRUN) {
            reply.fail(Status.RESOURCE_EXHAUSTED.withDescription("too many checks in one batch"));
        } else if (batch.count() > limits.maxBatch()) {
            refuseAll(batch, Reason.INPUT_TOO_LARGE, start, reply);
        } else if (batch.count() <= SMALL_BATCH) {
            decideAll(batch, start, reply);
        } else {
            try {
                background.execute(() -> decideAll(batch, start, reply));
            } catch (RejectedExecutionException e) {
                refuseAll(batch, Reason.SHED, start, reply);
            }
        }
    }

    private void explain(Received<ExplainRequest> received, UnaryHandler.Reply<ExplainResponse> reply) {
        long start = nanoTime.getAsLong();
        Received<DecideRequest> check = received.map(ExplainRequest::getCheck);
        try {
            background.execute(() -> explain(read(check, reply.isLate()), reply, start));
        } catch (RejectedExecutionException e) {
            reply.send(refuse(reader.refuse(check, Reason.SHED), start));
        }
    }

    private void decideAll(BatchMarshaller.Batch batch, long start, UnaryHandler.Reply<byte[]> reply) {
        if (batch.count() == 0) {
            reply.send(new byte[0]);
            return;
        }
        BatchReply answers = new BatchReply(reply, batch.count());
        for (int i = 0; i < batch.count(); i++) {
            int index = i;
            CheckReader.Reading reading = read(batch.checks().get(i), reply.isLate());
            decide(reading, Door.BATCH, reply, start, answer -> answers.put(index, answer));
        }
    }

    private void refuseAll(BatchMarshaller.Batch batch, Reason reason, long start, UnaryHandler.Reply<byte[]> reply) {
        BatchReply answers = new BatchReply(reply, batch.count());
        for (int i = 0; i < batch.count(); i++) {
            CheckReader.Reading.Refused refused = i < batch.checks().size()
                    ? reader.refuse(batch.checks().get(i), reason)
                    : new CheckReader.Reading.Refused("", "", reason);
            answers.put(i, refuse(refused, Door.BATCH, start));
        }
    }

    private void decide(
            CheckReader.Reading reading,
            Door door,
            UnaryHandler.Reply<byte[]> reply,
            long start,
            Consumer<byte[]> sink) {
        if (reading instanceof CheckReader.Reading.Refused refused) {
            sink.accept(refuse(refused, door, start));
        } else if (reading instanceof CheckReader.Reading.Asked asked) {
            identification.identify(
                    asked.check(),
                    asked.shown(reply.shown()),
                    reply,
                    check -> pipeline.decide(
                            check,
                            door,
                            start,
                            reply,
                            decision -> sink.accept(codec.encode(new Answer(asked.id(), decision)))));
        }
    }

    private void explain(CheckReader.Reading reading, UnaryHandler.Reply<ExplainResponse> reply, long start) {
        if (reading instanceof CheckReader.Reading.Refused refused) {
            reply.send(refuse(refused, start));
        } else if (reading instanceof CheckReader.Reading.Asked asked) {
            identification.identify(asked.check(), asked.shown(reply.shown()), reply, check -> {
                Explained explained = pipeline.explain(check, start);
                DecideResponse decision = codec.message(new Answer(asked.id(), explained.decision()));
                reply.send(Explanations.message(decision, explained.explanation()));
            });
        }
    }

    private ExplainResponse refuse(CheckReader.Reading.Refused refused, long start) {
        Decision decision = pipeline.refuse(refused.tenant(), refused.reason(), Door.EXPLAIN, start);
        return Explanations.message(codec.message(new Answer(refused.id(), decision)), null);
    }

    private byte[] refuse(CheckReader.Reading.Refused refused, Door door, long start) {
        Decision decision = pipeline.refuse(refused.tenant(), refused.reason(), door, start);
        return codec.encode(new Answer(refused.id(), decision));
    }

    private CheckReader.Reading readBytes(Received<byte[]> received, boolean late) {
        try {
            return reader.readBytes(received, late);
        } catch (RuntimeException | StackOverflowError e) {
            pipeline.faults().add(e);
            return reader.refuse(CheckReader.decode(received), Reason.INTERNAL);
        }
    }

    private CheckReader.Reading read(Received<DecideRequest> received, boolean late) {
        try {
            return reader.read(received, late);
        } catch (RuntimeException | StackOverflowError e) {
            pipeline.faults().add(e);
            return reader.refuse(received, Reason.INTERNAL);
        }
    }
}
