package dev.postern.sidecar.egress;

import com.google.protobuf.ByteString;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Sha256;
import dev.postern.crypto.SigningKey;
import dev.postern.egress.Inspection;
import dev.postern.egress.Scan;
import dev.postern.egress.Verdict;
import dev.postern.egress.detect.Scanner;
import dev.postern.egress.label.Labels;
import dev.postern.egress.label.SessionLabels;
import dev.postern.policy.Reason;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.decide.DecisionPipeline;
import dev.postern.sidecar.telemetry.EgressCounters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers for contents, whatever door they came in by. Names are resolved and large contents scanned on bounded
 * executors; when those are full nothing is looked at less closely, the content is blocked. Thread-safe.
 */
public final class EgressGate {

    private static final Scan NOTHING_FOUND = new Scan(List.of(), Optional.empty(), 0);

    private final Targets targets;
    private final Judge judge;
    private final Scanner scanner;
    private final KnownScans known;
    private final LongSupplier nanoTime;
    private final Executor executor;
    private final EgressConfig config;
    private final StreamSlots slots;
    private final EgressCounters counters;

    private EgressGate(
            EgressConfig config,
            Resolver resolver,
            Judge judge,
            Scanner scanner,
            KnownScans known,
            Executor executor,
            EgressCounters counters,
            LongSupplier nanoTime) {
        this.targets = new Targets(config.destinations(), resolver, config.dns().resolve());
        this.judge = judge;
        this.scanner = scanner;
        this.known = known;
        this.nanoTime = nanoTime;
        this.executor = executor;
        this.config = config;
        this.slots = new StreamSlots(config.work().streams(), counters);
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
        SessionLabels sessions = new SessionLabels(
                config.labels().sessions(), config.labels().idle().toMillis());
        Judge judge = new Judge(pipeline, active, scanner, contents.corpus(), config, sessions, key);
        return new EgressGate(config, resolver, judge, scanner, known, executor, counters, nanoTime);
    }

    /** Answers for a whole content, on this thread or another. */
    public void check(EgressQuestion question, byte[] content, Asked asked, Consumer<EgressOutcome> sink) {
        CompletionStage<List<Target>> read = targets.read(question.destinations());
        boolean small = content.length <= config.work().inline();
        if (small && read.toCompletableFuture().isDone()) {
            answered(question, read.toCompletableFuture().join(), content, asked, sink);
        } else {
            read.whenComplete((found, fault) -> run(
                    () -> inquire(question, found, content, asked, sink), () -> sink.accept(shed(question, asked))));
        }
    }

    /** Asks the fleet for the scan first, where that is likely to be cheaper than to scan. */
    private void inquire(
            EgressQuestion question, List<Target> found, byte[] content, Asked asked, Consumer<EgressOutcome> sink) {
        ContentDigest digest = Sha256.of(content);
        KnownScans.Content name = known.of(question.tenant(), digest, content.length);
        if (known.here(name) != null || !known.pays(name)) {
            answered(question, found, content, asked, sink);
        } else {
            known.ask(
                    name,
                    there -> run(
                            () -> answered(question, found, content, asked, sink),
                            () -> sink.accept(shed(question, asked))));
        }
    }

    /** Begins a content that comes in parts; empty when too many are open. */
    public Optional<EgressStream> stream(EgressQuestion question, Asked asked) {
        return slots.take()
                ? Optional.of(new EgressStream(question, asked, targets.read(question.destinations()), judge, slots))
                : Optional.empty();
    }

    /** Begins what comes back from where a content went; empty when too many are open. */
    public Optional<EgressStream> answer(EgressStream request, Asked asked) {
        return slots.take() ? Optional.of(request.answer(asked)) : Optional.empty();
    }

    /** Where scans run; rejects when full. */
    public Executor executor() {
        return executor;
    }

    private void run(Runnable work, Runnable otherwise) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException e) {
            otherwise.run();
        }
    }

    /** Blocks a question that was not looked at, for load. */
    public EgressOutcome shed(EgressQuestion question, Asked asked) {
        return refuse(question.tenant(), Reason.SHED, "", asked);
    }

    /** Blocks what never became a question. */
    public EgressOutcome refuse(String tenant, Reason reason, String fault, Asked asked) {
        EgressAnswer answer = judge.refused(tenant, reason, fault, asked);
        return new EgressOutcome(List.of(answer), List.of(), Optional.empty(), null, null).counted(counters, 0);
    }

    /** Answers whatever happens: a fault blocks. */
    private void answered(
            EgressQuestion question, List<Target> found, byte[] content, Asked asked, Consumer<EgressOutcome> sink) {
        try {
            answer(question, found, content, asked, sink);
        } catch (RuntimeException | StackOverflowError e) {
            judge.faults().add(e);
            sink.accept(refuse("", Reason.INTERNAL, "", asked));
        }
    }

    private void answer(
            EgressQuestion question, List<Target> found, byte[] content, Asked asked, Consumer<EgressOutcome> sink) {
        ContentDigest digest = Sha256.of(content);
        Scan scan = scan(known.of(question.tenant(), digest, content.length), content);
        Inspection inspection = new Inspection(scan, NOTHING_FOUND, judge.copy(content), digest, content.length);
        byte[] redacted = redacted(content, scan, asked);
        Judge.Released released = verdict -> released(verdict, digest, redacted);
        Labels carried = judge.carried(question);
        Answers answers = new Answers(found.size(), all -> {
            ByteString leaving = redacted == null ? null : ByteString.copyFrom(redacted);
            EgressOutcome outcome = new EgressOutcome(all, scan.findings(), scan.incomplete(), leaving, digest);
            sink.accept(outcome.counted(counters, content.length));
        });
        for (int i = 0; i < found.size(); i++) {
            int index = i;
            judge.decide(
                    question,
                    found.get(i),
                    inspection,
                    carried,
                    redacted != null,
                    released,
                    asked,
                    answer -> answers.put(index, answer));
        }
    }

    private Scan scan(KnownScans.Content name, byte[] content) {
        Scan here = known.here(name);
        if (here != null) {
            return here;
        }
        long start = nanoTime.getAsLong();
        Scan scan = scanner.scan(content);
        known.keep(name, scan, nanoTime.getAsLong() - start);
        return scan;
    }

    private byte @Nullable [] redacted(byte[] content, Scan scan, Asked asked) {
        if (scan.findings().isEmpty()) {
            return content;
        }
        return asked.redacts() ? scanner.redact(content, scan).orElse(null) : null;
    }

    private static Optional<ContentDigest> released(Verdict verdict, ContentDigest digest, byte @Nullable [] redacted) {
        return switch (verdict) {
            case ALLOW -> Optional.of(digest);
            case REDACT -> redacted == null ? Optional.empty() : Optional.of(Sha256.of(redacted));
            case BLOCK -> Optional.empty();
        };
    }

    /** Gathers the answers for all destinations, which may come from several threads. */
    static final class Answers {

        private final @Nullable EgressAnswer[] answers;
        private final Consumer<List<EgressAnswer>> sink;
        private int missing;

        Answers(int count, Consumer<List<EgressAnswer>> sink) {
            this.answers = new EgressAnswer[count];
            this.sink = sink;
            this.missing = count;
        }

        void put(int index, EgressAnswer answer) {
            List<EgressAnswer> all = null;
            synchronized (this) {
                answers[index] = answer;
                if (--missing == 0) {
                    all = new ArrayList<>(answers.length);
                    for (EgressAnswer each : answers) {
                        if (each != null) {
                            all.add(each);
                        }
                    }
                }
            }
            if (all != null) {
                sink.accept(all);
            }
        }
    }
}
