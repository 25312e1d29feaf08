package dev.postern.sidecar.source;

import dev.postern.ccl.Diagnostic;
import dev.postern.ccl.Span;
import dev.postern.policy.Compilation;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.admin.BundleControl;
import dev.postern.sidecar.admin.BundleState;
import dev.postern.sidecar.admin.Condition;
import dev.postern.sidecar.admin.Readiness;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.source.ReloadObserver.Ending;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the program in force up to date with the bundle it comes from. A good bundle is swapped in whole; a bad or
 * unreadable one is refused, with its diagnostics kept in the state, while the last good one keeps answering. Thread-safe.
 */
public final class BundleSource implements BundleControl {

    private static final Logger LOG = LoggerFactory.getLogger(BundleSource.class);

    private final String path;
    private final Supplier<Reading> reader;
    private final Function<List<SourceFile>, Compilation> compiler;
    private final ActiveProgram active;
    private final Readiness readiness;
    private final ReloadObserver observer;
    private final Executor executor;
    private final Clock clock;
    private final AtomicReference<CompletableFuture<Boolean>> waiting = new AtomicReference<>();
    private volatile BundleState state;

    /**
     * A source that has read nothing yet.
     *
     * @param path where {@code reader} reads from, as people know it
     * @param executor runs one task at a time, in order, on a thread that may block
     */
    public BundleSource(
            String path,
            Supplier<Reading> reader,
            Function<List<SourceFile>, Compilation> compiler,
            ActiveProgram active,
            Readiness readiness,
            ReloadObserver observer,
            Executor executor,
            Clock clock) {
        this.path = path;
        this.reader = reader;
        this.compiler = compiler;
        this.active = active;
        this.readiness = readiness;
        this.observer = observer;
        this.executor = executor;
        this.clock = clock;
        this.state = BundleState.none(path);
    }

    @Override
    public BundleState state() {
        return state;
    }

    /** Requests that come while one waits to be run share its run, so that no number of them makes a queue. */
    @Override
    public CompletionStage<Boolean> reload() {
        CompletableFuture<Boolean> fresh = new CompletableFuture<>();
        CompletableFuture<Boolean> shared = waiting.updateAndGet(present -> present == null ? fresh : present);
        if (shared == fresh) {
            try {
                executor.execute(() -> run(fresh));
            } catch (RejectedExecutionException stopping) {
                waiting.compareAndSet(fresh, null);
                fresh.complete(false);
            }
        }
        return shared.minimalCompletionStage();
    }

    private void run(CompletableFuture<Boolean> promise) {
        waiting.compareAndSet(promise, null);
        long start = System.nanoTime();
        Ending ending = Ending.REFUSED;
        try {
            ending = load();
        } catch (RuntimeException | StackOverflowError fault) {
            LOG.error("loading the bundle failed unexpectedly", fault);
            refuse(List.of(Diagnostic.error(path, Span.START, "loading failed unexpectedly: " + fault)));
        } finally {
            announce(ending, System.nanoTime() - start);
            promise.complete(ending != Ending.REFUSED);
        }
    }

    private Ending load() {
        Reading reading = reader.get();
        if (reading instanceof Reading.Unreadable unreadable) {
            return refuse(unreadable.diagnostics());
        }
        Compilation compilation = compiler.apply(((Reading.Files) reading).files());
        if (compilation instanceof Compilation.Refused refused) {
            return refuse(refused.diagnostics());
        }
        return take((Compilation.Compiled) compilation);
    }

    private Ending take(Compilation.Compiled compiled) {
        Program program = compiled.program();
        Program before = active.get();
        boolean same = before != null && before.digest().equals(program.digest());
        if (!same) {
            active.set(program);
        }
        state = new BundleState(
                program.digest(),
                path,
                clock.instant(),
                program.tenants().size(),
                program.ruleCount(),
                null,
                texts(compiled.warnings()));
        readiness.met(Condition.BUNDLE);
        return same ? Ending.UNCHANGED : Ending.LOADED;
    }

    private Ending refuse(List<Diagnostic> diagnostics) {
        BundleState now = state;
        state = new BundleState(
                now.digest(),
                now.path(),
                now.loaded(),
                now.tenants(),
                now.rules(),
                new BundleState.Refusal(clock.instant(), texts(diagnostics)),
                now.warnings());
        if (active.get() == null) {
            readiness.unmet(Condition.BUNDLE, "the bundle at " + path + " was refused");
        }
        return Ending.REFUSED;
    }

    private void announce(Ending ending, long nanos) {
        try {
            observer.reloaded(ending, state, nanos);
        } catch (RuntimeException fault) {
            LOG.error("telling of a reload failed", fault);
        }
    }

    private static List<String> texts(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(Diagnostic::toString).toList();
    }
}
