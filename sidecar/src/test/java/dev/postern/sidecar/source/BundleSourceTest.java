package dev.postern.sidecar.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.Diagnostic;
import dev.postern.ccl.Span;
import dev.postern.policy.Compilation;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.admin.BundleState;
import dev.postern.sidecar.admin.Condition;
import dev.postern.sidecar.admin.Readiness;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.source.ReloadObserver.Ending;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BundleSourceTest {

    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

    private final ActiveProgram active = new ActiveProgram();
    private final Readiness readiness = new Readiness();
    private final List<Ending> endings = new ArrayList<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private Reading found = policy("permit read on /a\n");

    @BeforeEach
    void allElseIsReady() {
        readiness.met(Condition.EVIDENCE);
        readiness.met(Condition.WARM);
        readiness.met(Condition.SERVING);
    }

    @Test
    void becomesReadyWithTheFirstGoodBundle() {
        BundleSource source = source(Program::compile, Runnable::run);
        assertThat(readiness.isReady()).isFalse();

        assertThat(reload(source)).isTrue();

        assertThat(readiness.isReady()).isTrue();
        assertThat(endings).containsExactly(Ending.LOADED);
        assertThat(source.state().digest())
                .isEqualTo(Objects.requireNonNull(active.get()).digest())
                .isNotEmpty();
        assertThat(source.state().loaded()).isEqualTo(NOW);
        assertThat(source.state().rules()).isEqualTo(1);
        assertThat(source.state().tenants()).isEqualTo(1);
        assertThat(source.state().refused()).isNull();
    }

    @Test
    void staysUnreadyWithABadFirstBundle() {
        found = policy("permit read\n");
        BundleSource source = source(Program::compile, Runnable::run);

        assertThat(reload(source)).isFalse();

        assertThat(active.get()).isNull();
        assertThat(readiness.reasons()).containsExactly("the bundle at /bundle was refused");
        assertThat(refusal(source).diagnostics()).isNotEmpty().allMatch(text -> text.startsWith("a.ccl:"));
    }

    @Test
    void keepsTheLastGoodBundleUntilTheNext() {
        BundleSource source = source(Program::compile, Runnable::run);
        reload(source);
        Program good = active.get();
        String digest = source.state().digest();

        found = policy("permit read\n");
        assertThat(reload(source)).isFalse();
        assertThat(active.get()).isSameAs(good);
        assertThat(source.state().digest()).isEqualTo(digest);
        assertThat(refusal(source).time()).isEqualTo(NOW);
        assertThat(readiness.isReady()).isTrue();

        found = policy("permit write on /a\n");
        assertThat(reload(source)).isTrue();
        assertThat(active.get()).isNotSameAs(good);
        assertThat(source.state().refused()).isNull();
        assertThat(endings).containsExactly(Ending.LOADED, Ending.REFUSED, Ending.LOADED);
    }

    @Test
    void keepsTheProgramWhenTheSameBundleIsFoundAgain() {
        BundleSource source = source(Program::compile, Runnable::run);
        reload(source);
        Program good = active.get();
        Reading same = found;
        found = policy("permit read\n");
        reload(source);
        found = same;

        assertThat(reload(source)).isTrue();

        assertThat(active.get()).isSameAs(good);
        assertThat(source.state().refused()).isNull();
        assertThat(endings).containsExactly(Ending.LOADED, Ending.REFUSED, Ending.UNCHANGED);
    }

    @Test
    void keepsTheLastGoodBundleWhenTheFilesAreGone() {
        BundleSource source = source(Program::compile, Runnable::run);
        reload(source);

        found = new Reading.Unreadable(List.of(Diagnostic.error("/bundle", new Span(1, 1), "no such file")));

        assertThat(reload(source)).isFalse();
        assertThat(active.get()).isNotNull();
        assertThat(refusal(source).diagnostics()).containsExactly("/bundle:1:1: error: no such file");
    }

    @Test
    void survivesACompilerThatFails() {
        BundleSource source = source(
                files -> {
                    throw new IllegalStateException("a bug");
                },
                Runnable::run);

        assertThat(reload(source)).isFalse();
        assertThat(refusal(source).diagnostics()).singleElement().asString().contains("a bug");
    }

    @Test
    void sharesOneRunAmongRequestsThatWait() {
        BundleSource source = source(Program::compile, tasks::add);
        for (int i = 0; i < 1_000; i++) {
            source.reload();
        }
        assertThat(tasks).hasSize(1);

        tasks.remove().run();
        source.reload();

        assertThat(tasks).hasSize(1);
        assertThat(endings).containsExactly(Ending.LOADED);
    }

    @Test
    void saysNoWhenNothingRunsAnyMore() {
        BundleSource source = source(Program::compile, task -> {
            throw new RejectedExecutionException("stopped");
        });

        assertThat(reload(source)).isFalse();
        assertThat(reload(source)).isFalse();
    }

    private BundleSource source(
            java.util.function.Function<List<SourceFile>, Compilation> compiler, Executor executor) {
        return new BundleSource(
                "/bundle",
                () -> found,
                compiler,
                active,
                readiness,
                (ending, state, nanos) -> endings.add(ending),
                executor,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static boolean reload(BundleSource source) {
        return source.reload().toCompletableFuture().join();
    }

    private static BundleState.Refusal refusal(BundleSource source) {
        return Objects.requireNonNull(source.state().refused());
    }

    private static Reading policy(String text) {
        return new Reading.Files(List.of(new SourceFile("a.ccl", text)));
    }
}
