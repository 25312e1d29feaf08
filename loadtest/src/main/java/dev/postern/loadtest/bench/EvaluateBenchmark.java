package dev.postern.loadtest.bench;

import dev.postern.policy.Check;
import dev.postern.policy.Program;
import dev.postern.policy.Scratch;
import dev.postern.policy.Template;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One check against programs of different sizes; few rules can match. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EvaluateBenchmark {

    @Param({"100", "10000"})
    private int rules;

    @SuppressWarnings("NullAway.Init") // compiled before the first call
    private Program program;

    private final Check check = ShopRules.check();
    private final Scratch scratch = new Scratch();

    @Setup
    public void compile() {
        program = ShopRules.program(rules);
    }

    @Benchmark
    public Template evaluate() {
        return program.decide(check, scratch);
    }
}
