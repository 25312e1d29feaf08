package dev.postern.sidecar.egress;

import dev.postern.crypto.SigningKey;
import dev.postern.egress.detect.Scanner;
import dev.postern.egress.label.SessionLabels;
import dev.postern.policy.Reason;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.telemetry.EgressCounters;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers for contents, whatever door they came in by. Names are resolved and large contents scanned on bounded
 * executors; when those are full nothing is looked at less closely, the content is blocked. Thread-safe.
 */
public final class EgressGate {

    private final Targets targets;
    private final Inspector inspector;
    private final Judge judge;
    private final Executor executor;
    private final int inline;
    private final long most;
    private final StreamSlots slots;
    private final EgressCounters counters;

    private EgressGate(
            Targets targets,
            Inspector inspector,
            Judge judge,
            Executor executor,
            EgressConfig config,
            EgressCounters counters) {
        this.targets = targets;
        this.inspector = inspector;
        this.judge = judge;
        this.executor = executor;
        this.inline = config.work().inline();
        this.most = config.scan().bytes();
        this.slots = new StreamSlots(config.work().streams(), config.work().held(), counters);
        this.counters = counters;
    }

    /**
     * A gate.
     *
     * @param contents what contents are compared with
     * @param known scans, by these detectors within these limits
     * @param counters count what is judged
     * @param executor where scans run; bounded, rejects when full
     * @param key signs certificates, {@code null} where none are made
     */
    public static EgressGate of(
            EgressConfig config,
            DecisionPipeline pipeline,
            ActiveProgram active,
            KnownContents contents,
            KnownScans known,
            Resolver resolver,
            Executor executor,
            EgressCounters counters,
            @Nullable SigningKey key,
            LongSupplier nanoTime) {
        Scanner scanner = new Scanner(contents.detectors(), config.scan(), nanoTime);
        Inspector inspector = new Inspector(scanner, contents.corpus(), known, nanoTime);
        SessionLabels sessions = new SessionLabels(
                config.labels().sessions(), config.labels().idle().toMillis());
        Judge judge = new Judge(pipeline, active, new Cases(inspector, config), sessions, new Certificates(key));
        Targets targets =
                new Targets(config.destinations(), resolver, config.dns().resolve());
        return new EgressGate(targets, inspector, judge, executor, config, counters);
    }

    /** Answers for a whole content, on this thread or another. */
    public void check(EgressQuestion question, byte[] content, Asked asked, Consumer<EgressOutcome> sink) {
        check(question, content, ContentCoding.IDENTITY, asked, sink);
    }

    /** Answers for a whole content that may be encoded, by what it decodes to; so is what a redaction leaves. */
    public void check(
            EgressQuestion question, byte[] content, ContentCoding coding, Asked asked, Consumer<EgressOutcome> sink) {
        CompletionStage<List<Target>> read = targets.read(question.destinations());
        WholeContent whole = new WholeContent(
                question, asked, inspector, judge, executor, outcome -> sink.accept(outcome.counted(counters)));
        boolean here =
                coding == ContentCoding.IDENTITY && read.toCompletableFuture().isDone();
        List<Target> found = here ? read.toCompletableFuture().join() : List.of();
        if (here && content.length <= inline) {
            whole.answer(content, found);
        } else if (!here || !whole.recall(content, found)) {
            read.whenComplete((targets, fault) -> whole.inquire(content, coding, most, targets));
        }
    }

    /** Begins a content that comes in parts; empty when too many are open. */
    public Optional<EgressStream> stream(EgressQuestion question, Asked asked) {
        return slots.take()
                .map(slot -> new EgressStream(
                        question, asked, targets.read(question.destinations()), inspector, judge, slot));
    }

    /** Begins what comes back from where a content went; empty when too many are open. */
    public Optional<EgressStream> answer(EgressStream request, Asked asked) {
        return slots.take().map(slot -> request.answer(asked, slot));
    }

    /** Where the parts of a stream go whose content is encoded so; to be asked for once the stream is open. */
    public Sieve sieve(EgressStream stream, ContentCoding coding) {
        if (coding == ContentCoding.UNKNOWN) {
            stream.unread();
        }
        boolean decodes = coding == ContentCoding.GZIP || coding == ContentCoding.DEFLATE;
        return decodes ? new CodedSieve(stream, coding, most) : stream;
    }

    /** Blocks what never became a question, or was not looked at for load. */
    public EgressOutcome refuse(String tenant, Reason reason, String fault, Asked asked) {
        return EgressOutcome.of(judge.refused(tenant, reason, fault, asked)).counted(counters);
    }

    /** Where scans run; rejects when full. */
    public Executor executor() {
        return executor;
    }
}
