package dev.postern.policy;

import static dev.postern.policy.Checks.at;
import static dev.postern.policy.Checks.program;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LimitCountersTest {

    private static final long NOW = Checks.NOW;

    @Test
    void refusesOneMoreThanTheLimitUntilThePeriodIsOver() {
        Program program = program("permit ** on '**'", "limit api.call 2 per 10 seconds");
        LimitCounters counters = new LimitCounters(10);
        assertThat(admit(program, counters, NOW, "api.call")).isNull();
        assertThat(admit(program, counters, NOW + 5_000, "api.call")).isNull();
        assertThat(admit(program, counters, NOW + 9_999, "api.call")).isEqualTo(Reason.LIMIT_EXCEEDED);
        assertThat(admit(program, counters, NOW + 10_000, "api.call")).isNull();
    }

    @Test
    void manyThreadsTogetherAreAdmittedExactlyTheLimit() throws InterruptedException {
        Program program = program("limit ** 5000 per 1 hours", "limit api.call 1000 per 1 hours");
        for (int round = 0; round < 20; round++) {
            LimitCounters counters = new LimitCounters(10);
            AtomicInteger admitted = new AtomicInteger();
            CountDownLatch go = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    for (int n = 0; n < 500; n++) {
                        if (admit(program, counters, NOW, "api.call") == null) {
                            admitted.incrementAndGet();
                        }
                    }
                });
                thread.start();
                threads.add(thread);
            }
            go.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(admitted).hasValue(1_000);
        }
    }

    @Test
    void keepsTheWindowWhenTheClockRunsBackwards() {
        Program program = program("limit api.call 1 per 10 seconds");
        LimitCounters counters = new LimitCounters(10);
        assertThat(admit(program, counters, NOW, "api.call")).isNull();
        assertThat(admit(program, counters, NOW - 60_000, "api.call")).isEqualTo(Reason.LIMIT_EXCEEDED);
    }

    @Test
    void mostSpecificDecidesAndAllThatMatchCount() {
        Program program = program("limit ** 3 per 1 hours", "limit api.call 100 per 1 hours");
        LimitCounters counters = new LimitCounters(10);
        for (int i = 0; i < 5; i++) {
            assertThat(admit(program, counters, NOW, "api.call")).isNull();
        }
        assertThat(admit(program, counters, NOW, "other")).isEqualTo(Reason.LIMIT_EXCEEDED);
    }

    @Test
    void countsEachPrincipalByItself() {
        Program program = program("limit ** 1 per 1 hours");
        LimitCounters counters = new LimitCounters(10);
        assertThat(program.admit(Checks.by(Principal.of("a"), "x", "/"), counters))
                .isNull();
        assertThat(program.admit(Checks.by(Principal.of("b"), "x", "/"), counters))
                .isNull();
        assertThat(program.admit(Checks.by(Principal.of("a"), "x", "/"), counters))
                .isNotNull();
    }

    @Test
    void countsNothingWhenOneOfTheChainRefuses() {
        Program program = Checks.bundle(
                new SourceFile("bundle.yaml", "tenants:\n  shop:\n    parent: default\n"),
                new SourceFile("base.ccl", "limit write 0 per 1 hours"),
                new SourceFile("shop/own.ccl", "limit ** 1 per 1 hours"));
        LimitCounters counters = new LimitCounters(10);
        assertThat(program.admit(Checks.in("shop", "write", "/"), counters)).isNotNull();
        assertThat(program.admit(Checks.in("shop", "read", "/"), counters)).isNull();
        assertThat(program.admit(Checks.in("shop", "read", "/"), counters)).isNotNull();
    }

    @Test
    void refusesWhenFullAndReclaimsWhatHasExpired() {
        Program program = program("limit ** 5 per 10 seconds");
        LimitCounters counters = new LimitCounters(2);
        assertThat(by(program, counters, "a", NOW)).isNull();
        assertThat(by(program, counters, "b", NOW)).isNull();
        assertThat(by(program, counters, "c", NOW)).isEqualTo(Reason.LIMIT_CAPACITY);
        assertThat(by(program, counters, "c", NOW + 10_000)).isNull();
        assertThat(counters.size()).isLessThanOrEqualTo(2);
    }

    @Test
    void warnsOfALimitThatNeverCounts() {
        Compilation compiled =
                Program.compile(List.of(new SourceFile("a.ccl", "limit a 1 per 1 hours\nlimit a 9 per 1 days")));
        assertThat(((Compilation.Compiled) compiled).warnings())
                .hasSize(1)
                .first()
                .hasToString("a.ccl:2:1: warning: this limit never counts, for a.ccl:1:1 limits the same action");
    }

    private static @Nullable Reason admit(Program program, LimitCounters counters, long now, String action) {
        return reason(program.admit(at(now, action, "/"), counters));
    }

    private static @Nullable Reason by(Program program, LimitCounters counters, String principal, long now) {
        return reason(program.admit(
                new Check(Check.DEFAULT_TENANT, Principal.of(principal), "x", "/", Map.of(), Attributes.NONE, now),
                counters));
    }

    private static @Nullable Reason reason(@Nullable Template template) {
        return template == null ? null : template.reason();
    }
}
