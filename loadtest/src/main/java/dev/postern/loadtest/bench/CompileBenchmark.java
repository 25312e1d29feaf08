package dev.postern.loadtest.bench;

import dev.postern.policy.Compilation;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Ten thousand rules from text to a program that answers: once in a cold JVM, and warm. */
@State(Scope.Thread)
@BenchmarkMode({Mode.SingleShotTime, Mode.AverageTime})
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CompileBenchmark {

    private final List<SourceFile> files = ShopRules.files(10_000);

    @Benchmark
    public Compilation compile() {
        return Program.compile(files);
    }
}
