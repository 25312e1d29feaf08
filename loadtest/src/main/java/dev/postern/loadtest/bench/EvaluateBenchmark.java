package dev.postern.loadtest.bench;

import dev.postern.policy.Check;
import dev.postern.policy.Program;
import dev.postern.policy.Scratch;
import dev.postern.policy.Template;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Checks against programs of different sizes, of whose rules few can match: one that comes again and again, so that its
 * action and resource are known, and ones whose resource is always another.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EvaluateBenchmark {

    /** More than are remembered. */
    private static final int CHECKS = 1 << 12;

    @Param({"100", "10000"})
    private int rules;

    @SuppressWarnings("NullAway.Init") // compiled before the first call
    private Program program;

    private final Check check = ShopRules.check();
    private final Check[] checks =
            IntStream.range(0, CHECKS).mapToObj(ShopRules::check).toArray(Check[]::new);
    private int next;
    private final Scratch scratch = new Scratch();

    @Setup
    public void compile() {
        program = ShopRules.program(rules);
    }

    @Benchmark
    public Template evaluate() {
        return program.decide(check, scratch);
    }

    @Benchmark
    public Template evaluateOther() {
        next = (next + 1) & (CHECKS - 1);
        return program.decide(checks[next], scratch);
    }
}
