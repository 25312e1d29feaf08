package dev.postern.sidecar.decide;

import dev.postern.policy.Check;
import dev.postern.policy.DenyResponse;
import dev.postern.policy.Explanation;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Mode;
import dev.postern.policy.Outcome;
import dev.postern.policy.Program;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import dev.postern.policy.Template;
import dev.postern.policy.TenantSettings;
import org.jspecify.annotations.Nullable;

/**
 * Answers checks. Every door hands its checks here and gets each answer through a sink, so that an answer may wait
 * without holding a thread. Thread-safe; a plain evaluation completes on the calling thread, without locks or I/O.
 */
public final class DecisionPipeline {

    private final ActiveProgram active;
    private final LimitCounters limits;
    private final Lanes lanes;
    private final DecisionObserver observer;
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

    public DecisionPipeline(ActiveProgram active, LimitCounters limits, Lanes lanes, DecisionObserver observer) {
        this.active = active;
        this.limits = limits;
        this.lanes = lanes;
        this.observer = observer;
    }

    /** Answers a check; {@code startNanos} is the monotonic time at which the door took the request. */
    public void decide(Check check, Door door, long startNanos, DecisionSink sink) {
        Program program = active.get();
        if (program == null) {
            sink.complete(answer(door, check, Template.refusal(Reason.NOT_READY), "", startNanos));
            return;
        }
        Template template = relyOn(check, program.decide(check, scratch.get()));
        if (template.outcome() == Outcome.ALLOW && template.mode() == Mode.ENFORCE) {
            Template refused = program.admit(check, limits);
            template = relyOn(check, refused == null ? template : refused);
        }
        sink.complete(answer(door, check, template, program.digest(), startNanos));
    }

    /** The template, unless it rests on an attribute that could not be read safely. */
    private static Template relyOn(Check check, Template template) {
        Reason doubt = check.facts().doubt();
        return doubt == null ? template : Template.refusal(doubt, DenyResponse.FORBIDDEN, template.mode());
    }

    /** Answers a request that never became a check, because the door could not read it safely. */
    public Decision refuse(String tenant, Reason reason, Door door, long startNanos) {
        Program program = active.get();
        TenantSettings settings = program == null ? null : program.settings(tenant);
        Template template = settings == null
                ? Template.refusal(reason)
                : Template.refusal(reason, DenyResponse.FORBIDDEN, settings.mode());
        return answer(door, null, template, program == null ? "" : program.digest(), startNanos);
    }

    /** Explains a check; {@code null} when no bundle is loaded. Counts against no limit. */
    public @Nullable Explanation explain(Check check) {
        Program program = active.get();
        return program == null ? null : program.explain(check);
    }

    private Decision answer(Door door, @Nullable Check check, Template template, String digest, long startNanos) {
        Decision decision = new Decision(template, CacheLabel.NONE, digest, lanes.next());
        observer.answered(door, check, decision, System.nanoTime() - startNanos);
        return decision;
    }
}
