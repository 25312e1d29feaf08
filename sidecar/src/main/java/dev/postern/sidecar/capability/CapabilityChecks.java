package dev.postern.sidecar.capability;

import com.google.protobuf.CodedOutputStream;
import dev.postern.capability.Refusal;
import dev.postern.capability.TokenCredential;
import dev.postern.capability.TokenRefusal;
import dev.postern.policy.Check;
import dev.postern.policy.Credential;
import dev.postern.policy.Outcome;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Door;
import dev.postern.sidecar.grpc.Answer;
import dev.postern.sidecar.grpc.AnswerCodec;
import dev.postern.sidecar.grpc.CheckReader;
import dev.postern.sidecar.grpc.Received;
import dev.postern.sidecar.grpc.UnaryHandler;
import dev.postern.sidecar.identity.Identification;
import dev.postern.v1.CapabilityCheckResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Answers checks of bearers: as every check is answered, but never without a token. Thread-safe. */
public final class CapabilityChecks {

    private final DecisionPipeline pipeline;
    private final Identification identification;
    private final CheckReader reader;
    private final LongSupplier nanoTime;
    private final AnswerCodec codec = new AnswerCodec();

    /**
     * Checks of one listener.
     *
     * @param identification finds out who asks
     * @param nanoTime the monotonic clock
     */
    public CapabilityChecks(
            DecisionPipeline pipeline, Identification identification, CheckReader reader, LongSupplier nanoTime) {
        this.pipeline = pipeline;
        this.identification = identification;
        this.reader = reader;
        this.nanoTime = nanoTime;
    }

    void check(Received<byte[]> received, UnaryHandler.Reply<byte[]> reply) {
        long start = nanoTime.getAsLong();
        try {
            CheckReader.Reading reading = reader.readBytes(received, reply.isLate());
            if (reading instanceof CheckReader.Reading.Asked asked) {
                identification.identify(
                        asked.check(),
                        asked.shown(reply.shown()),
                        reply,
                        check -> decide(asked.id(), required(check), start, reply));
            } else if (reading instanceof CheckReader.Reading.Refused refused) {
                Decision decision = pipeline.refuse(refused.tenant(), refused.reason(), Door.CAPABILITY, start);
                reply.send(encode(codec.encode(new Answer(refused.id(), decision)), null));
            }
        } catch (RuntimeException | StackOverflowError e) {
            pipeline.faults().add(e);
            Decision decision = pipeline.refuse("", Reason.INTERNAL, Door.CAPABILITY, start);
            reply.send(encode(codec.encode(new Answer("", decision)), null));
        }
    }

    private void decide(String id, Check check, long start, UnaryHandler.Reply<byte[]> reply) {
        pipeline.decide(
                check,
                Door.CAPABILITY,
                start,
                reply,
                decision -> reply.send(encode(codec.encode(new Answer(id, decision)), refusal(check, decision))));
    }

    private static Check required(Check check) {
        return check.credential().equals(Credential.NONE)
                ? check.with(new TokenRefusal(Refusal.of(Reason.CAP_MISSING, "A token is required here.")))
                : check;
    }

    /** What of the token denied; {@code null} when nothing did. */
    private static @Nullable Refusal refusal(Check check, Decision decision) {
        if (decision.template().outcome() == Outcome.ALLOW) {
            return null;
        }
        if (check.credential() instanceof TokenRefusal refused
                && refused.refusal().reason() == decision.template().reason()) {
            return refused.refusal();
        }
        return check.credential() instanceof TokenCredential token
                        && decision.template().reason() == Reason.CAP_NOT_GRANTED
                ? token.token().grants(check, new Scratch())
                : null;
    }

    private static byte[] encode(byte[] decision, @Nullable Refusal refusal) {
        int size = CodedOutputStream.computeByteArraySize(CapabilityCheckResponse.DECISION_FIELD_NUMBER, decision);
        boolean linked = refusal != null && refusal.link() >= 0;
        if (refusal != null) {
            size += linked
                    ? CodedOutputStream.computeInt32Size(CapabilityCheckResponse.LINK_FIELD_NUMBER, refusal.link())
                    : 0;
            size += CodedOutputStream.computeStringSize(
                    CapabilityCheckResponse.EXPLANATION_FIELD_NUMBER, refusal.explanation());
        }
        byte[] bytes = new byte[size];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeByteArray(CapabilityCheckResponse.DECISION_FIELD_NUMBER, decision);
            if (refusal != null) {
                if (linked) {
                    out.writeInt32(CapabilityCheckResponse.LINK_FIELD_NUMBER, refusal.link());
                }
                out.writeString(CapabilityCheckResponse.EXPLANATION_FIELD_NUMBER, refusal.explanation());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }
}
