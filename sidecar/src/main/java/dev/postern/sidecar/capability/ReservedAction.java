package dev.postern.sidecar.capability;

import dev.postern.policy.Outcome;
import dev.postern.policy.Reason;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.grpc.Answer;
import dev.postern.sidecar.grpc.AnswerCodec;
import dev.postern.sidecar.grpc.CheckReader;
import dev.postern.sidecar.grpc.Received;
import dev.postern.sidecar.grpc.UnaryHandler;
import dev.postern.sidecar.identity.Identification;
import dev.postern.v1.DecideRequest;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.Items;
import dev.postern.v1.Value;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Asks policy whether the sidecar itself may do something for a caller: an action below {@code postern.}, in the name of
 * whoever asks. What policy does not permit, or merely would have denied, is not done. Thread-safe.
 */
public final class ReservedAction {

    static final String ISSUE = "postern.capability.issue";
    static final String REVOKE = "postern.capability.revoke";

    private final DecisionPipeline pipeline;
    private final Identification identification;
    private final CheckReader reader;
    private final LongSupplier nanoTime;
    private final AnswerCodec codec = new AnswerCodec();

    /**
     * Questions of one listener.
     *
     * @param identification finds out who asks
     * @param nanoTime the monotonic clock
     */
    public ReservedAction(
            DecisionPipeline pipeline, Identification identification, CheckReader reader, LongSupplier nanoTime) {
        this.pipeline = pipeline;
        this.identification = identification;
        this.reader = reader;
        this.nanoTime = nanoTime;
    }

    /** What policy says; the sink is called once, on this thread or another. */
    void ask(DecideRequest request, UnaryHandler.Reply<?> reply, Consumer<Decision> sink) {
        long start = nanoTime.getAsLong();
        CheckReader.Reading reading = reader.read(new Received.Message<>(request), reply.isLate());
        if (reading instanceof CheckReader.Reading.Asked asked) {
            identification.identify(
                    asked.check(),
                    asked.shown(reply.shown()),
                    reply,
                    check -> pipeline.decide(check, Door.CAPABILITY, start, reply, sink::accept));
        } else if (reading instanceof CheckReader.Reading.Refused refused) {
            sink.accept(pipeline.refuse(refused.tenant(), refused.reason(), Door.CAPABILITY, start));
        }
    }

    /** A denial of what cannot be asked. */
    Decision refuse(String tenant, Reason reason) {
        return pipeline.refuse(tenant, reason, Door.CAPABILITY, nanoTime.getAsLong());
    }

    /** As {@link #refuse}, for a fault of the sidecar itself. */
    Decision fault(Throwable fault) {
        pipeline.faults().add(fault);
        return refuse("", Reason.INTERNAL);
    }

    DecideResponse message(Decision decision) {
        return codec.message(new Answer("", decision));
    }

    /** A tenant in shadow mode is answered ALLOW whatever policy says, which is no permission to act on. */
    static boolean isPermitted(Decision decision) {
        return decision.template().outcome() == Outcome.ALLOW;
    }

    static Value text(String text) {
        return Value.newBuilder().setText(text).build();
    }

    static Value number(long number) {
        return Value.newBuilder().setInt(number).build();
    }

    static Value texts(List<String> texts) {
        Items.Builder items = Items.newBuilder();
        texts.forEach(text -> items.addValues(text(text)));
        return Value.newBuilder().setItems(items).build();
    }
}
