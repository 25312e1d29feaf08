package dev.postern.sidecar.decide;

import dev.postern.policy.Check;
import dev.postern.policy.Explanation;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Mode;
import dev.postern.policy.Outcome;
import dev.postern.policy.Program;
import dev.postern.policy.Reason;
import dev.postern.policy.Scratch;
import dev.postern.policy.Template;
import dev.postern.policy.TenantSettings;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers checks. Every door hands its checks here and gets each answer through a sink, so that an answer may wait
 * without holding a thread. Every check gets exactly one answer, and a fault on the way is answered with a denial.
 * Thread-safe; a plain evaluation completes on the calling thread, without locks or I/O.
 */
public final class DecisionPipeline {

    private final ActiveProgram active;
    private final LimitCounters limits;
    private final Lanes lanes;
    private final DecisionObserver observer;
    private final LongSupplier nanoTime;
    private final Faults faults = new Faults();
    private final Refusals refusals = new Refusals();
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

    /** A pipeline on the monotonic clock of the machine. */
    public DecisionPipeline(ActiveProgram active, LimitCounters limits, Lanes lanes, DecisionObserver observer) {
        this(active, limits, lanes, observer, System::nanoTime);
    }

    public DecisionPipeline(
            ActiveProgram active, LimitCounters limits, Lanes lanes, DecisionObserver observer, LongSupplier nanoTime) {
        this.active = active;
        this.limits = limits;
        this.lanes = lanes;
        this.observer = observer;
        this.nanoTime = nanoTime;
    }

    /** Answers a check; {@code startNanos} is the monotonic time at which the door took the request. */
    public void decide(Check check, Door door, long startNanos, DecisionSink sink) {
        Program program = active.get();
        Template template = program == null ? refusals.of(Reason.NOT_READY, Mode.ENFORCE) : evaluate(program, check);
        sink.complete(answer(door, check, template, program, startNanos));
    }

    /** Answers a check and says how. Counts against no limit. */
    public Explained explain(Check check, long startNanos) {
        Program program = active.get();
        Explanation explanation = program == null ? null : explain(program, check);
        Template template = explanation != null
                ? relyOn(check, explanation.template())
                : refusals.of(program == null ? Reason.NOT_READY : Reason.INTERNAL, Mode.ENFORCE);
        return new Explained(answer(Door.EXPLAIN, check, template, program, startNanos), explanation);
    }

    /** Answers a request that never became a check, because the door could not read it safely or in time. */
    public Decision refuse(String tenant, Reason reason, Door door, long startNanos) {
        Program program = active.get();
        TenantSettings settings = program == null ? null : program.settings(tenant);
        Mode mode = settings == null ? Mode.ENFORCE : settings.mode();
        return answer(door, null, refusals.of(reason, mode), program, startNanos);
    }

    /** Faults met while answering, here and in the doors. */
    public Faults faults() {
        return faults;
    }

    private Template evaluate(Program program, Check check) {
        try {
            Template template = relyOn(check, program.decide(check, scratch.get()));
            if (template.outcome() == Outcome.ALLOW && template.mode() == Mode.ENFORCE) {
                Template exhausted = program.admit(check, limits);
                return relyOn(check, exhausted == null ? template : exhausted);
            }
            return template;
        } catch (RuntimeException | StackOverflowError e) {
            // What evaluation left half done in its working memory must not reach the next check.
            scratch.remove();
            faults.add(e);
            return refusals.of(Reason.INTERNAL, Mode.ENFORCE);
        }
    }

    /** The template, unless it rests on an attribute that could not be read safely. */
    private Template relyOn(Check check, Template template) {
        Reason doubt = check.facts().doubt();
        return doubt == null ? template : refusals.of(doubt, template.mode());
    }

    private @Nullable Explanation explain(Program program, Check check) {
        try {
            return program.explain(check);
        } catch (RuntimeException | StackOverflowError e) {
            faults.add(e);
            return null;
        }
    }

    private Decision answer(
            Door door, @Nullable Check check, Template template, @Nullable Program program, long startNanos) {
        String digest = program == null ? "" : program.digest();
        Decision decision = new Decision(template, CacheLabel.NONE, digest, lanes.next());
        try {
            observer.answered(door, check, decision, nanoTime.getAsLong() - startNanos);
        } catch (RuntimeException e) {
            // An answer that could not be reported must not count as one that was: it leaves as a denial.
            faults.add(e);
            return new Decision(refusals.of(Reason.INTERNAL, Mode.ENFORCE), CacheLabel.NONE, digest, decision.id());
        }
        return decision;
    }
}
