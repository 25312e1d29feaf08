package dev.postern.sidecar.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.postern.policy.Mode;
import dev.postern.policy.RuleRef;
import dev.postern.policy.Template;
import dev.postern.sidecar.decide.Decision;
import dev.postern.v1.DecideResponse;
import dev.postern.v1.Outcome;
import dev.postern.v1.Rule;
import dev.postern.v1.Severity;
import dev.postern.v1.Shadow;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers as {@code DecideResponse} messages. What depends only on the template and the bundle is encoded once
 * and remembered; of each answer only its two ids and how a cache took part are written anew (protobuf lets fields come in
 * any order). Thread-safe
 * without locks: a remembered entry is immutable, and two threads that race for a slot write equal bytes.
 */
public final class AnswerCodec {

    /** A power of two, more than the templates that are in use at a time in most bundles. */
    private static final int SLOTS = 1 << 10;

    private record Common(Template template, String digest, ByteString bytes) {}

    private final @Nullable Common[] remembered = new Common[SLOTS];

    public byte[] encode(Answer answer) {
        ByteString common = common(answer.decision()).bytes();
        String decisionId = answer.decision().id().toString();
        byte[] bytes = new byte[common.size() + ownSize(answer, decisionId)];
        common.copyTo(bytes, 0);
        CodedOutputStream own = CodedOutputStream.newInstance(bytes, common.size(), bytes.length - common.size());
        try {
            if (!answer.id().isEmpty()) {
                own.writeString(DecideResponse.ID_FIELD_NUMBER, answer.id());
            }
            own.writeString(DecideResponse.DECISION_ID_FIELD_NUMBER, decisionId);
            own.writeString(
                    DecideResponse.CACHE_FIELD_NUMBER, answer.decision().cache().word());
            if (answer.decision().cacheAgeMillis() > 0) {
                own.writeInt64(
                        DecideResponse.CACHE_AGE_MILLIS_FIELD_NUMBER,
                        answer.decision().cacheAgeMillis());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }

    /** The answer as a message, for where speed does not matter. */
    public DecideResponse message(Answer answer) {
        try {
            return DecideResponse.parseFrom(encode(answer));
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int ownSize(Answer answer, String decisionId) {
        Decision decision = answer.decision();
        int size = CodedOutputStream.computeStringSize(DecideResponse.DECISION_ID_FIELD_NUMBER, decisionId)
                + CodedOutputStream.computeStringSize(
                        DecideResponse.CACHE_FIELD_NUMBER, decision.cache().word());
        if (!answer.id().isEmpty()) {
            size += CodedOutputStream.computeStringSize(DecideResponse.ID_FIELD_NUMBER, answer.id());
        }
        if (decision.cacheAgeMillis() > 0) {
            size += CodedOutputStream.computeInt64Size(
                    DecideResponse.CACHE_AGE_MILLIS_FIELD_NUMBER, decision.cacheAgeMillis());
        }
        return size;
    }

    @SuppressWarnings("ReferenceEquality") // equal templates of other instances only miss; comparing them costs more
    private Common common(Decision decision) {
        Template template = decision.template();
        int slot = slot(template);
        Common common = remembered[slot];
        if (common == null || common.template() != template || !common.digest().equals(decision.policyDigest())) {
            common = new Common(
                    template, decision.policyDigest(), shared(decision).toByteString());
            remembered[slot] = common;
        }
        return common;
    }

    private static int slot(Template template) {
        int hash = System.identityHashCode(template);
        return (hash ^ (hash >>> 16)) & (SLOTS - 1);
    }

    private static DecideResponse shared(Decision decision) {
        Template template = decision.template();
        DecideResponse.Builder shared = DecideResponse.newBuilder()
                .setDecision(outcome(template.enforced()))
                .setReason(template.reason().code())
                .setDecisionClass(template.decisionClass())
                .setPolicyDigest(decision.policyDigest());
        if (template.rule() != null) {
            shared.setRule(rule(template.rule()));
        }
        if (template.severity() != null) {
            shared.setSeverity(Severity.valueOf(template.severity().name()));
        }
        for (RuleRef obligation : template.obligations()) {
            shared.addObligations(rule(obligation));
        }
        if (template.mode() == Mode.SHADOW) {
            shared.setShadow(Shadow.newBuilder()
                    .setDecision(outcome(template.outcome()))
                    .setReason(template.reason().code()));
        }
        return shared.build();
    }

    static Rule rule(RuleRef rule) {
        return Rule.newBuilder()
                .setFile(rule.file())
                .setLine(rule.line())
                .setText(rule.text())
                .build();
    }

    private static Outcome outcome(dev.postern.policy.Outcome outcome) {
        return switch (outcome) {
            case ALLOW -> Outcome.ALLOW;
            case DENY -> Outcome.DENY;
        };
    }
}
