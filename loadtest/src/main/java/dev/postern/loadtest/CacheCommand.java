package dev.postern.loadtest;

import dev.postern.policy.Check;
import dev.postern.policy.Program;
import dev.postern.policy.Scratch;
import dev.postern.policy.Template;
import dev.postern.sidecar.cache.CacheConfig;
import dev.postern.sidecar.cache.DecisionTiers;
import dev.postern.sidecar.cache.EntryKey;
import dev.postern.sidecar.cache.EpochTable;
import dev.postern.sidecar.cache.Freshness;
import dev.postern.sidecar.cache.Invalidation;
import dev.postern.sidecar.cache.Invalidator;
import dev.postern.sidecar.cache.LocalTier;
import dev.postern.sidecar.cache.Namespace;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.DecisionCache;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what the tiers of the cache find of a workload, beside what other caches would, and what that costs. */
@Command(
        name = "cache",
        mixinStandardHelpOptions = true,
        description = "Measures hit rates on a made-up organisation, with every answer compared with a fresh one.")
final class CacheCommand implements Callable<Integer> {

    private static final int PER_SECOND = 5_000;
    private static final int ENTRIES = 200_000;

    @Option(names = "--rules", description = "Rules (default: ${DEFAULT-VALUE}).", defaultValue = "400")
    private int rules;

    @Option(names = "--s", description = "Exponent of Zipf's law (default: ${DEFAULT-VALUE}).", defaultValue = "0.7")
    private double exponent;

    @Option(names = "--checks", description = "Checks of a pass (default: ${DEFAULT-VALUE}).", defaultValue = "100000")
    private int checks;

    @Option(names = "--dear", description = "One rule in ten searches a note.")
    private boolean dear;

    @Option(names = "--note", description = "Characters of a note (default: ${DEFAULT-VALUE}).", defaultValue = "400")
    private int note;

    @Option(names = "--notes", description = "Different notes (default: ${DEFAULT-VALUE}).", defaultValue = "200")
    private int notes;

    @Option(names = "--policies", description = "The policy changes each minute of 5,000 checks a second.")
    private boolean policies;

    @Option(names = "--principals", description = "Ten principals change each second.")
    private boolean churn;

    @Option(names = "--seed", description = "Of the world (default: ${DEFAULT-VALUE}).", defaultValue = "20261121")
    private long seed;

    @Option(names = "--memory", description = "Measure what entries take instead.")
    private boolean memory;

    @SuppressWarnings("NullAway.Init") // compiled before the first pass
    private Program program;

    @SuppressWarnings("NullAway.Init") // likewise
    private Program reading;

    @Override
    public Integer call() {
        if (memory) {
            memory();
            return 0;
        }
        CacheWorkload world = new CacheWorkload(seed, rules, exponent, dear, notes, note);
        EpochTable epochs = new EpochTable();
        DecisionTiers tiers = tiers(CacheConfig.DEFAULTS, epochs);
        Invalidator invalidator = new Invalidator(Invalidator.alone(epochs), tiers.counters());
        CacheAnchors anchors = new CacheAnchors();
        DecisionCache.Desk desk = tiers.decisions().open();
        System.out.printf(Locale.ROOT, "%d rules, s %.1f, %d checks a pass, seed %d%n", rules, exponent, checks, seed);
        program = world.program("");
        reading = world.program(CacheAnchors.PREFIX);
        pass("cold", world, tiers, invalidator, desk, anchors);
        pass("warm", world, tiers, invalidator, desk, anchors);
        System.out.printf(
                Locale.ROOT,
                "anchors: whole questions %.1f %%, values read %.1f %%, classes %d%n",
                100 * anchors.exact(),
                100 * anchors.footprint(),
                anchors.classes());
        System.out.printf(
                Locale.ROOT,
                "memory: %d entries, %d bytes; tiers on: exact %d, pattern %d%n",
                tiers.local().size(),
                tiers.local().bytes(),
                tiers.decisions().exactOn(),
                tiers.decisions().patternOn());
        speed(world, tiers);
        return 0;
    }

    private void pass(
            String name,
            CacheWorkload world,
            DecisionTiers tiers,
            Invalidator invalidator,
            DecisionCache.Desk desk,
            CacheAnchors anchors) {
        Map<CacheLabel, Integer> labels = new EnumMap<>(CacheLabel.class);
        long hits = tiers.counters().patternHits();
        long misses = tiers.counters().patternMisses();
        int wrong = 0;
        for (int i = 0; i < checks; i++) {
            if (policies && i > 0 && i % (60 * PER_SECOND) == 0) {
                world.changePolicy();
                program = world.program("");
                reading = world.program(CacheAnchors.PREFIX);
            }
            if (churn && i % (PER_SECOND / 10) == 0) {
                invalidator.apply(new Invalidation.OfPrincipal(world.changePrincipal()));
            }
            Check check = world.next(CacheWorkload.NOW);
            Template answer = desk.decide(program, check);
            labels.merge(desk.label(), 1, Integer::sum);
            Template fresh = program.decideAfresh(check);
            wrong += answer.equals(fresh) ? 0 : 1;
            anchors.note(program, reading, check, fresh);
        }
        long spared = tiers.counters().patternHits() - hits;
        long made = tiers.counters().patternMisses() - misses;
        System.out.printf(
                Locale.ROOT,
                "%s: %s, hits %.2f %%, dear comparisons needed %d, spared %.1f %%, wrong %d%n",
                name,
                labels,
                100.0 * (checks - labels.getOrDefault(CacheLabel.NONE, 0)) / checks,
                spared + made,
                100.0 * spared / Math.max(1, spared + made),
                wrong);
    }

    private void speed(CacheWorkload world, DecisionTiers tiers) {
        Check[] asked = new Check[1 << 14];
        for (int i = 0; i < asked.length; i++) {
            asked[i] = world.next(CacheWorkload.NOW);
        }
        Scratch scratch = new Scratch();
        DecisionCache.Desk desk = tiers.decisions().open();
        for (int round = 0; round < 3; round++) {
            double afresh = nanos(asked, check -> program.decideAfresh(check, scratch));
            double plain = nanos(asked, check -> program.decide(check, scratch));
            double tiered = nanos(asked, check -> desk.decide(program, check));
            System.out.printf(
                    Locale.ROOT,
                    "ns a check: afresh %.0f, classes known %.0f, all tiers %.0f (%.2f of afresh)%n",
                    afresh,
                    plain,
                    tiered,
                    tiered / afresh);
        }
    }

    private static double nanos(Check[] asked, Function<Check, Template> decide) {
        int denied = 0;
        long end = System.nanoTime() + 1_000_000_000L;
        long count = 0;
        long begin = System.nanoTime();
        while (System.nanoTime() < end) {
            for (int i = 0; i < 1 << 10; i++) {
                denied += decide.apply(asked[(int) (count++ & (asked.length - 1))])
                        .obligations()
                        .size();
            }
        }
        long took = System.nanoTime() - begin;
        return denied < 0 ? 0 : (double) took / count;
    }

    private void memory() {
        DecisionTiers tiers = tiers(
                new CacheConfig(
                        true,
                        1L << 32,
                        CacheConfig.DEFAULTS.decisions(),
                        0,
                        CacheConfig.Use.ALWAYS,
                        CacheConfig.Use.ALWAYS),
                new EpochTable());
        LocalTier local = tiers.local();
        long before = used();
        for (int i = 0; i < ENTRIES; i++) {
            byte[] key = new byte[200];
            for (int b = 0; b < 4; b++) {
                key[b] = (byte) (i >>> (8 * b));
            }
            EntryKey named = EntryKey.of(Namespace.DECISION, Check.DEFAULT_TENANT, key);
            local.keep(named, new byte[8], 24, local.epochs(Check.DEFAULT_TENANT, ""), 0, 300_000);
        }
        long after = used();
        System.out.printf(
                Locale.ROOT,
                "%d entries with keys of 200 bytes: %.0f bytes each in memory, %.0f by weight%n",
                local.size(),
                (double) (after - before) / ENTRIES,
                (double) local.bytes() / ENTRIES);
    }

    private static long used() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static DecisionTiers tiers(CacheConfig config, EpochTable epochs) {
        return DecisionTiers.of(
                config,
                epochs,
                Freshness.ALONE,
                Runnable::run,
                ForkJoinPool.commonPool(),
                check -> System.out.println("mismatch: " + check),
                InstantSource.system(),
                System::nanoTime,
                new SplittableRandom(1));
    }
}
