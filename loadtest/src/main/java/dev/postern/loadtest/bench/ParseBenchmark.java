package dev.postern.loadtest.bench;

import dev.postern.ccl.ParseLimits;
import dev.postern.ccl.ParseResult;
import dev.postern.ccl.Parser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Text of five rules to a document. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParseBenchmark {

    private final String text = """
            permit file.read on '/data/**'
            permit file.write on '/data/reports/*' when user.role = 'editor' and user.level >= 3 severity medium
            deny file.** on '/data/secret/**' when not (user.clearance in ['top', 'high']) severity critical
            require audit.log on '/data/**'
            limit file.write 100 per 1 hour
            """;

    @Benchmark
    public ParseResult parse() {
        return Parser.parse("five.ccl", text, ParseLimits.DEFAULTS);
    }
}
