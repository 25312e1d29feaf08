package dev.postern.sidecar.decide;

import dev.postern.policy.Attributes;
import dev.postern.policy.Check;
import dev.postern.policy.Explanation;
import dev.postern.policy.LimitCounters;
import dev.postern.policy.Mode;
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
    private final DecisionCache cache;
    private final LaneSource lanes;
    private final DecisionObserver observer;
    private final LongSupplier nanoTime;
    private final Faults faults = new Faults();
    private final Refusals refusals = new Refusals();
    private final Safeguards safeguards;
    private final ThreadLocal<Desk> desks = ThreadLocal.withInitial(this::desk);

    /** A pipeline without a cache, on the monotonic clock of the machine. */
    public DecisionPipeline(ActiveProgram active, LimitCounters limits, LaneSource lanes, DecisionObserver observer) {
        this(active, limits, DecisionCache.PLAIN, lanes, observer, System::nanoTime);
    }

    public DecisionPipeline(
            ActiveProgram active,
            LimitCounters limits,
            DecisionCache cache,
            LaneSource lanes,
            DecisionObserver observer,
            LongSupplier nanoTime) {
        this.active = active;
        this.safeguards = new Safeguards(limits, refusals);
        this.cache = cache;
        this.lanes = lanes;
        this.observer = observer;
        this.nanoTime = nanoTime;
    }

    /** Answers a check of a caller who waits as long as it takes. */
    public void decide(Check check, Door door, long startNanos, DecisionSink sink) {
        decide(check, door, startNanos, Caller.PATIENT, sink);
    }

    /** Answers a check of which its receipt alone tells. */
    public void decide(Check check, Door door, long startNanos, Caller caller, DecisionSink sink) {
        decide(check, door, startNanos, caller, Certifier.NONE, Basis.FRESH, sink);
    }

    /**
     * Answers a check.
     *
     * @param startNanos the monotonic time at which the door took the request
     * @param caller knows how long the answer may wait
     * @param certifier says what else tells of the answer; what the sink is told may be a stricter one, when the receipt
     *     cannot be had
     * @param basis what the facts of the check rest on; where a cache took part in those, the answer says so
     */
    public void decide(
            Check check,
            Door door,
            long startNanos,
            Caller caller,
            Certifier certifier,
            Basis basis,
            DecisionSink sink) {
        Desk desk = desks.get();
        Program program = active.get();
        Template template = program == null ? notReady(desk) : evaluate(program, check, basis, desk);
        long now = nanoTime.getAsLong();
        Decision decision = record(desk, door, check, template, desk.label, program, certifier, now)
                .aged(desk.ageMillis);
        if (decision.receipt() == ReceiptState.AWAITED) {
            await(desk.lane, decision, door, check, startNanos, caller, sink);
        } else {
            sink.complete(report(door, check, decision, now - startNanos));
        }
    }

    /** Answers a check and says how. Counts against no limit, and waits for no receipt. */
    public Explained explain(Check check, long startNanos) {
        Desk desk = desks.get();
        Program program = active.get();
        Check asked = desk.turnTo(check);
        Explanation explanation = program == null ? null : explain(program, asked);
        Template template = program != null && explanation != null
                ? safeguards.narrow(program, asked, explanation.template(), desk.shown)
                : refusals.of(program == null ? Reason.NOT_READY : Reason.INTERNAL, Mode.ENFORCE);
        long now = nanoTime.getAsLong();
        Decision decision =
                record(desk, Door.EXPLAIN, check, template, CacheLabel.BYPASS, program, Certifier.NONE, now);
        return new Explained(report(Door.EXPLAIN, check, decision, now - startNanos), explanation);
    }

    /** Answers a request that never became a check, because the door could not read it safely or in time. */
    public Decision refuse(String tenant, Reason reason, Door door, long startNanos) {
        Desk desk = desks.get();
        desk.facts.turnTo(Attributes.NONE);
        Program program = active.get();
        TenantSettings settings = program == null ? null : program.settings(tenant);
        Mode mode = settings == null ? Mode.ENFORCE : settings.mode();
        long now = nanoTime.getAsLong();
        Decision decision =
                record(desk, door, null, refusals.of(reason, mode), CacheLabel.NONE, program, Certifier.NONE, now);
        return report(door, null, decision, now - startNanos);
    }

    /** Faults met while answering, here and in the doors. */
    public Faults faults() {
        return faults;
    }

    private Template notReady(Desk desk) {
        desk.label(CacheLabel.NONE, 0);
        return refusals.of(Reason.NOT_READY, Mode.ENFORCE);
    }

    private Template evaluate(Program program, Check check, Basis basis, Desk desk) {
        Check asked = desk.turnTo(check);
        try {
            Template policy = desk.answers.decide(program, asked);
            CacheLabel label = desk.answers.label();
            Template narrowed = safeguards.narrow(program, asked, policy, desk.shown);
            Template template = safeguards.count(program, asked, narrowed);
            // What came after policy, such as a limit or a token, is worked out for each check.
            if (isReplaced(policy, template)) {
                desk.label(CacheLabel.UNCACHEABLE, 0);
            } else {
                desk.label(label, desk.answers.ageMillis());
            }
            desk.restOn(basis);
            return template;
        } catch (RuntimeException | StackOverflowError e) {
            // What evaluation left half done in its working memory must not reach the next check.
            desk.answers = cache.open();
            desk.label(CacheLabel.NONE, 0);
            desk.shown = new Scratch();
            faults.add(e);
            return refusals.of(Reason.INTERNAL, Mode.ENFORCE);
        }
    }

    @SuppressWarnings("ReferenceEquality") // whatever comes after policy puts another template in its place
    private static boolean isReplaced(Template policy, Template template) {
        return policy != template;
    }

    private @Nullable Explanation explain(Program program, Check check) {
        try {
            return program.explain(check);
        } catch (RuntimeException | StackOverflowError e) {
            faults.add(e);
            return null;
        }
    }

    private void await(
            Lane lane, Decision decision, Door door, Check check, long startNanos, Caller caller, DecisionSink sink) {
        lane.await(decision, caller, kept -> {
            Decision settled = kept(decision, kept);
            sink.complete(report(door, check, settled, nanoTime.getAsLong() - startNanos));
        });
    }

    /** Names the answer and takes its receipt; without the receipt it may not leave but as a denial. */
    private Decision record(
            Desk desk,
            Door door,
            @Nullable Check check,
            Template template,
            CacheLabel label,
            @Nullable Program program,
            Certifier certifier,
            long now) {
        Decision decision = desk.lane.record(door, check, desk.facts, template, label, program, certifier, now);
        return kept(decision, decision.receipt() != ReceiptState.REFUSED);
    }

    private Decision kept(Decision decision, boolean kept) {
        return kept
                ? decision
                : decision.as(refusals.of(
                        Reason.EVIDENCE_UNAVAILABLE, decision.template().mode()));
    }

    private Decision report(Door door, @Nullable Check check, Decision decision, long nanos) {
        try {
            observer.answered(door, check, decision, nanos);
        } catch (RuntimeException e) {
            // An answer that could not be reported must not count as one that was: it leaves as a denial.
            faults.add(e);
            return decision.as(refusals.of(Reason.INTERNAL, Mode.ENFORCE));
        }
        return decision;
    }

    private Desk desk() {
        return new Desk(lanes.open(), cache.open());
    }

    /** What one thread works with. */
    private static final class Desk {
        private final Lane lane;
        private final FactsRead facts = new FactsRead();
        private DecisionCache.Desk answers;
        private CacheLabel label = CacheLabel.NONE;
        private long ageMillis;
        /** Of what bearers show: their many small rule sets must not push out what is remembered of the bundle. */
        private Scratch shown = new Scratch();

        Desk(Lane lane, DecisionCache.Desk answers) {
            this.lane = lane;
            this.answers = answers;
        }

        void label(CacheLabel next, long age) {
            label = next;
            ageMillis = age;
        }

        void restOn(Basis basis) {
            label = basis.cache() == CacheLabel.NONE ? label : basis.cache();
            ageMillis = Math.max(ageMillis, basis.ageMillis());
        }

        /** The check as it is to be evaluated, so that what is looked at is remembered where that is wanted. */
        Check turnTo(Check check) {
            Attributes source = check.facts();
            facts.turnTo(source);
            if (source == Attributes.NONE || !lane.keepsReceipts()) {
                return check;
            }
            return check.withFacts(facts);
        }
    }
}
