package dev.postern.loadtest;

import dev.postern.loadtest.bench.ShopRules;
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
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What a hit of each tier costs beside the work that it spares. */
final class CacheSpeed {

    private static final int ITEMS = 1 << 12;
    private static final int NOTES = 1 << 8;

    private final Program program;

    private CacheSpeed(int rules) {
        this.program = ShopRules.program(rules);
    }

    /** A row of a table for a person: the rules of a shop, so many of them. */
    static String ofShop(int rules) {
        return new CacheSpeed(rules).row(rules);
    }

    /** A line for a person: checks of a world through {@code desk}, and afresh. */
    static String ofWorld(CacheWorkload world, long nowMillis, Program program, DecisionCache.Desk desk) {
        Check[] checks = checks(1 << 14, number -> world.next(nowMillis));
        Scratch scratch = new Scratch();
        double[] nanos = ProcessorTime.of(List.of(
                i -> seen(program.decideAfresh(checks[i % checks.length], scratch)),
                i -> seen(program.decide(checks[i % checks.length], scratch)),
                i -> seen(desk.decide(program, checks[i % checks.length]))));
        return String.format(
                Locale.ROOT,
                "processor time, ns a check: afresh %.0f, classes known %.0f (%.2f), all tiers %.0f (%.2f)",
                nanos[0],
                nanos[1],
                nanos[1] / nanos[0],
                nanos[2],
                nanos[2] / nanos[0]);
    }

    private String row(int rules) {
        Check[] items = checks(ITEMS, ShopRules::check);
        Check[] notes = checks(NOTES, ShopRules::note);
        Scratch scratch = new Scratch();
        DecisionCache.Desk semantic = desk(Use.NEVER, Use.NEVER);
        DecisionCache.Desk exact = desk(Use.NEVER, Use.ALWAYS);
        DecisionCache.Desk pattern = desk(Use.ALWAYS, Use.NEVER);
        double[] nanos = ProcessorTime.of(List.of(
                i -> seen(program.decideAfresh(items[i % ITEMS], scratch)),
                i -> seen(semantic.decide(program, items[i % ITEMS])),
                i -> seen(exact.decide(program, items[i % ITEMS])),
                i -> seen(program.decideAfresh(notes[i % NOTES], scratch)),
                i -> seen(pattern.decide(program, notes[i % NOTES]))));
        return String.format(
                Locale.ROOT,
                "| %d | %.0f | %.0f (%.2f) | %.0f (%.2f) | %.0f | %.0f (%.2f) |",
                rules,
                nanos[0],
                nanos[1],
                nanos[1] / nanos[0],
                nanos[2],
                nanos[2] / nanos[0],
                nanos[3],
                nanos[4],
                nanos[4] / nanos[3]);
    }

    private static int seen(Template template) {
        return template.obligations().size();
    }

    private static Check[] checks(int count, IntFunction<Check> check) {
        return IntStream.range(0, count).mapToObj(check).toArray(Check[]::new);
    }

    private static DecisionCache.Desk desk(Use certificates, Use exact) {
        return DecisionTiers.of(
                        new CacheConfig(true, 100L << 20, Duration.ofHours(1), 0, certificates, exact),
                        new EpochTable(),
                        Freshness.ALONE,
                        Runnable::run,
                        Runnable::run,
                        check -> {},
                        InstantSource.system(),
                        System::nanoTime,
                        new SplittableRandom(1))
                .decisions()
                .open();
    }
}
