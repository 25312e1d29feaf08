package dev.postern.client;

import dev.postern.v1.DecideResponse;
import dev.postern.v1.Outcome;
import dev.postern.v1.Rule;
import dev.postern.v1.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the caller is to do. It allows only where the sidecar said so in an answer to this very question; anything else
 * denies, with one of {@link ClientReason}'s codes where the sidecar gave no answer. Immutable.
 */
public final class Answer {

    private final boolean allowed;
    private final String reason;
    private final String detail;
    private final DecideResponse raw;

    private Answer(boolean allowed, String reason, String detail, DecideResponse raw) {
        this.allowed = allowed;
        this.reason = reason;
        this.detail = detail;
        this.raw = raw;
    }

    /** Reads a response to the question with this id; one that cannot be its answer is a denial. */
    static Answer of(String questionId, DecideResponse response) {
        if (!response.getId().equals(questionId)) {
            return denied(questionId, ClientReason.PROTOCOL, "the answer carries another question's id");
        }
        if (response.getReason().isEmpty()) {
            return denied(questionId, ClientReason.PROTOCOL, "the answer gives no reason");
        }
        return switch (response.getDecision()) {
            case ALLOW -> new Answer(true, response.getReason(), "", response);
            case DENY -> new Answer(false, response.getReason(), "", response);
            case OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
                denied(questionId, ClientReason.PROTOCOL, "the answer holds no decision");
        };
    }

    /** A denial made by the client itself. */
    static Answer denied(String questionId, ClientReason reason, String detail) {
        DecideResponse raw = DecideResponse.newBuilder()
                .setId(questionId)
                .setDecision(Outcome.DENY)
                .setReason(reason.code())
                .build();
        return new Answer(false, reason.code(), detail, raw);
    }

    public boolean allowed() {
        return allowed;
    }

    /** Stable machine code, such as {@code policy.permit} or {@code client.deadline}. */
    public String reason() {
        return reason;
    }

    /** What went wrong on the way, for logs; empty when the sidecar answered. */
    public String detail() {
        return detail;
    }

    /** Whether the sidecar gave this answer; otherwise the client denied by itself. */
    public boolean answered() {
        return detail.isEmpty();
    }

    /** The rule that decided, or {@code null} when none did. */
    public @Nullable Rule rule() {
        return raw.hasRule() ? raw.getRule() : null;
    }

    /** What the caller must see to; binding when {@link #allowed()}. */
    public List<Rule> obligations() {
        return raw.getObligationsList();
    }

    /** Of the deciding rule, or {@code null} when there is none. */
    public @Nullable Severity severity() {
        return raw.getSeverity() == Severity.SEVERITY_UNSPECIFIED ? null : raw.getSeverity();
    }

    /** Unique name of this answer, empty when the sidecar gave none. */
    public String decisionId() {
        return raw.getDecisionId();
    }

    /** The answer as it came over the wire, or as the client made it up. */
    public DecideResponse raw() {
        return raw;
    }

    /** This answer if it allows. */
    public Answer orThrow() {
        if (!allowed) {
            throw new DeniedException(this);
        }
        return this;
    }

    @Override
    public String toString() {
        return (allowed ? "ALLOW " : "DENY ") + reason + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
