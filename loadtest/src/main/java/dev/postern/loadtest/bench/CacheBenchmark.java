package dev.postern.loadtest.bench;

import dev.postern.policy.Check;
import dev.postern.policy.Program;
import dev.postern.policy.Scratch;
import dev.postern.policy.Template;
import dev.postern.sidecar.cache.CacheConfig;
import dev.postern.sidecar.cache.CacheConfig.Use;
import dev.postern.sidecar.cache.DecisionTiers;
import dev.postern.sidecar.cache.EpochTable;
import dev.postern.sidecar.cache.Freshness;
import dev.postern.sidecar.decide.DecisionCache;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
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

/** A hit of each tier against the evaluation it replaces, for checks of ever other resources. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CacheBenchmark {

    private static final int CHECKS = 1 << 12;
    private static final int NOTES = 1 << 8;

    @Param({"400", "10000"})
    private int rules;

    @SuppressWarnings("NullAway.Init") // compiled before the first call
    private Program program;

    private final Check[] checks =
            IntStream.range(0, CHECKS).mapToObj(ShopRules::check).toArray(Check[]::new);
    private final Scratch scratch = new Scratch();
    private final Check[] notes =
            IntStream.range(0, NOTES).mapToObj(ShopRules::note).toArray(Check[]::new);
    private final DecisionCache.Desk exact = desk(Use.NEVER, Use.ALWAYS);
    private final DecisionCache.Desk semantic = desk(Use.NEVER, Use.NEVER);
    private final DecisionCache.Desk pattern = desk(Use.ALWAYS, Use.NEVER);
    private int next;

    @Setup
    public void compile() {
        program = ShopRules.program(rules);
    }

    /** Nothing is known: rules are matched and the template made. */
    @Benchmark
    public Template afresh() {
        return program.decideAfresh(other(), scratch);
    }

    /** The class is known. */
    @Benchmark
    public Template semanticHit() {
        return semantic.decide(program, other());
    }

    /** The question is known. */
    @Benchmark
    public Template exactHit() {
        return exact.decide(program, other());
    }

    /** A text of 2,000 letters is searched. */
    @Benchmark
    public Template dearAfresh() {
        return program.decideAfresh(otherNote(), scratch);
    }

    /** What the search says of the text is known. */
    @Benchmark
    public Template patternHit() {
        return pattern.decide(program, otherNote());
    }

    private Check otherNote() {
        next = (next + 1) & (NOTES - 1);
        return notes[next];
    }

    private Check other() {
        next = (next + 1) & (CHECKS - 1);
        return checks[next];
    }

    private static DecisionCache.Desk desk(Use certificates, Use exact) {
        DecisionTiers tiers = DecisionTiers.of(
                new CacheConfig(true, 100L << 20, Duration.ofHours(1), 0, certificates, exact),
                new EpochTable(),
                Freshness.ALONE,
                Runnable::run,
                Runnable::run,
                check -> {},
                InstantSource.system(),
                System::nanoTime,
                new SplittableRandom(1));
        return tiers.decisions().open();
    }
}
