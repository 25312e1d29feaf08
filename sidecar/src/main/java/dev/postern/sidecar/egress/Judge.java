package dev.postern.sidecar.egress;

import com.google.protobuf.ByteString;
import dev.postern.egress.Inspection;
import dev.postern.egress.Verdict;
import dev.postern.egress.label.Labels;
import dev.postern.egress.label.SessionLabels;
import dev.postern.policy.Mode;
import dev.postern.policy.Outcome;
import dev.postern.policy.Program;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import dev.postern.policy.Template;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.Decision;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.decide.Faults;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides about one content and one destination: a case is opened, and its check walks the same way as every other, so
 * that limits, receipts, shadow mode and metrics are the same. Thread-safe.
 */
final class Judge {

    private final DecisionPipeline pipeline;
    private final ActiveProgram active;
    private final Cases cases;
    private final SessionLabels sessions;
    private final Certificates certificates;

    Judge(
            DecisionPipeline pipeline,
            ActiveProgram active,
            Cases cases,
            SessionLabels sessions,
            Certificates certificates) {
        this.pipeline = pipeline;
        this.active = active;
        this.cases = cases;
        this.sessions = sessions;
        this.certificates = certificates;
    }

    /**
     * All labels that a content carries: its own and those its session has seen. {@code null} when the session cannot be
     * remembered.
     */
    @Nullable
    Labels carried(EgressQuestion question) {
        return question.session().isEmpty()
                ? question.labels()
                : sessions.see(question.tenant(), question.session(), question.labels(), question.nowMillis());
    }

    /** What would become of a content if no more of it came; makes no receipt and counts nothing. */
    Verdict foresee(EgressQuestion question, Target target, Inspection seen, @Nullable Labels carried) {
        Program program = active.get();
        if (program == null || !(target instanceof Target.Read read)) {
            return Verdict.BLOCK;
        }
        Case opened = cases.open(program, question, read, seen, carried, true);
        Template connect = program.decide(opened.check(), new Scratch());
        if (connect.mode() == Mode.SHADOW) {
            return Verdict.ALLOW;
        }
        return connect.outcome() == Outcome.DENY ? Verdict.BLOCK : opened.permitted();
    }

    /** Decides, and tells the sink on this thread or a later one. */
    void decide(EgressQuestion question, Target target, Seen seen, Asked asked, Consumer<EgressAnswer> sink) {
        Program program = active.get();
        if (target instanceof Target.Unclear unclear) {
            sink.accept(refused(question.tenant(), Reason.EGRESS_DESTINATION, unclear.fault(), asked));
        } else if (program == null) {
            sink.accept(refused(question.tenant(), Reason.NOT_READY, "", asked));
        } else if (target instanceof Target.Read read) {
            Case opened = cases.open(program, question, read, seen.inspection(), seen.carried(), seen.redactable());
            Certification certificate = certificates.of(question, opened, seen.released());
            pipeline.decide(
                    opened.check(),
                    asked.door(),
                    asked.startNanos(),
                    asked.caller(),
                    certificate,
                    seen.basis(),
                    decision -> sink.accept(answer(read, opened, decision, certificate)));
        }
    }

    /** Refuses a question that has no destination to speak of. */
    EgressAnswer refused(String tenant, Reason reason, String fault, Asked asked) {
        Decision decision = pipeline.refuse(tenant, reason, asked.door(), asked.startNanos());
        Verdict enforced = decision.template().enforced() == Outcome.DENY ? Verdict.BLOCK : Verdict.ALLOW;
        // What cannot be read cannot be connected to, whatever the mode.
        boolean shadowed = enforced == Verdict.ALLOW && fault.isEmpty();
        return new EgressAnswer(
                "",
                fault,
                List.of(),
                shadowed ? Verdict.ALLOW : Verdict.BLOCK,
                reason.code(),
                null,
                Verdict.BLOCK,
                decision,
                List.of(),
                ByteString.EMPTY);
    }

    /** Where faults of the sidecar itself are counted. */
    Faults faults() {
        return pipeline.faults();
    }

    private static EgressAnswer answer(Target.Read target, Case opened, Decision decision, Certification certificate) {
        Ruling ruling = Ruling.of(decision.template(), opened.content());
        return new EgressAnswer(
                opened.facts().url().toString(),
                target instanceof Target.Forbidden forbidden ? forbidden.fault() : "",
                Targets.texts(target.addresses()),
                ruling.verdict(),
                ruling.reason(),
                ruling.rule(),
                ruling.meant(),
                decision,
                opened.facts().inspection().url().findings(),
                certificate.signed(decision));
    }
}
