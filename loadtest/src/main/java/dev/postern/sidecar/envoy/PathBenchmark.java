package dev.postern.sidecar.envoy;

import dev.postern.policy.PathRules;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A path to its canonical form. In this package because the canonicaliser is nobody else's business. */
@NullMarked
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PathBenchmark {

    @Param({"/api/v1/cart/42", "/api/v1/caf%C3%A9/%7Emenu"})
    private String path = "";

    @Benchmark
    public @Nullable String canonical() {
        return PathCanonicaliser.canonical(path, PathRules.STRICT);
    }
}
