package dev.postern.loadtest;

import dev.postern.policy.Check;
import dev.postern.policy.Program;
import dev.postern.policy.Template;
import dev.postern.sidecar.cache.CacheConfig;
import dev.postern.sidecar.cache.DecisionTiers;
import dev.postern.sidecar.cache.EpochTable;
import dev.postern.sidecar.cache.Freshness;
import dev.postern.sidecar.cache.Invalidation;
import dev.postern.sidecar.cache.Invalidator;
import dev.postern.sidecar.decide.DecisionCache;
import java.time.Instant;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what the tiers of the cache find of a workload, beside what other caches would, and what that costs. */
@Command(
        name = "cache",
        mixinStandardHelpOptions = true,
        description = "Measures hit rates on a made-up organisation, with every answer compared with a fresh one.")
final class CacheCommand implements Callable<Integer> {

    /** The clock of the workload goes on by a second every so many checks. */
    private static final int PER_SECOND = 5_000;

    private static final int REPEATED = 100;

    @Option(names = "--rules", description = "Rules (default: ${DEFAULT-VALUE}).", defaultValue = "400")
    private int rules;

    @Option(names = "--s", description = "Exponent of Zipf's law (default: ${DEFAULT-VALUE}).", defaultValue = "0.7")
    private double exponent;

    @Option(
            names = "--minutes",
            description = "Minutes of 5,000 checks a second, each told by itself, the first of a cold cache (default: "
                    + "${DEFAULT-VALUE}).",
            defaultValue = "2")
    private int minutes;

    @Option(names = "--dear", description = "One rule in ten searches a note.")
    private boolean dear;

    @Option(names = "--note", description = "Characters of a note (default: ${DEFAULT-VALUE}).", defaultValue = "400")
    private int note;

    @Option(names = "--notes", description = "Different notes (default: ${DEFAULT-VALUE}).", defaultValue = "200")
    private int notes;

    @Option(names = "--policies", description = "The policy changes each minute.")
    private boolean policies;

    @Option(names = "--principals", description = "Ten principals change each second.")
    private boolean churn;

    @Option(names = "--seed", description = "Of the world (default: ${DEFAULT-VALUE}).", defaultValue = "20261121")
    private long seed;

    @Option(names = "--memory", description = "Measure what entries and classes take instead.")
    private boolean memory;

    @Option(names = "--tiers", description = "Measure what a hit of each tier costs instead.")
    private boolean speed;

    @SuppressWarnings("NullAway.Init") // compiled before the first minute
    private Program program;

    @SuppressWarnings("NullAway.Init") // likewise
    private Program reading;

    private long asked;

    @Override
    public Integer call() {
        if (memory) {
            System.out.println(CacheMemory.ofEntries());
            System.out.println(CacheMemory.ofClasses());
            return 0;
        }
        if (speed) {
            System.out.println("| rules | afresh, ns | semantic hit | exact hit | search afresh, ns | pattern hit |");
            System.out.println("|---|---|---|---|---|---|");
            System.out.println(CacheSpeed.ofShop(400));
            System.out.println(CacheSpeed.ofShop(10_000));
            return 0;
        }
        CacheWorkload world = new CacheWorkload(seed, rules, exponent, dear, notes, note);
        EpochTable epochs = new EpochTable();
        DecisionTiers tiers = tiers(epochs);
        Invalidator invalidator = new Invalidator(epochs::bump, tiers.counters());
        CacheAnchors anchors = new CacheAnchors();
        DecisionCache.Desk desk = tiers.decisions().open();
        System.out.printf(Locale.ROOT, "%d rules, s %.1f, seed %d%n", rules, exponent, seed);
        program = world.program("");
        reading = world.program(CacheAnchors.PREFIX);
        for (int minute = 0; minute < minutes; minute++) {
            if (policies && minute > 0) {
                world.changePolicy();
                program = world.program("");
                reading = world.program(CacheAnchors.PREFIX);
            }
            minute(minute, world, tiers, invalidator, desk, anchors);
        }
        System.out.printf(
                Locale.ROOT,
                "without bounds: whole questions %.1f %%, values read %.1f %%; classes %d%n",
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
        System.out.println(CacheSpeed.ofWorld(world, now(), program, desk));
        return 0;
    }

    private void minute(
            int number,
            CacheWorkload world,
            DecisionTiers tiers,
            Invalidator invalidator,
            DecisionCache.Desk desk,
            CacheAnchors anchors) {
        CacheAccount account = new CacheAccount();
        EndlessCertificates endless = anchors.certificates();
        long needed = endless.needed();
        long first = endless.first();
        long spared = tiers.counters().patternHits();
        for (int i = 0; i < 60 * PER_SECOND; i++) {
            if (churn && i % (PER_SECOND / 10) == 0) {
                invalidator.apply(new Invalidation.OfPrincipal(world.changePrincipal()));
            }
            Check check = world.next(now());
            asked++;
            Template answer = desk.decide(program, check);
            var label = desk.label();
            long sparedByIt = tiers.counters().patternHits();
            if (i % REPEATED == 0) {
                var unused = desk.decide(program, check);
                account.repeated(desk.label());
                // A question asked again at once spares what no workload needs.
                spared += tiers.counters().patternHits() - sparedByIt;
            }
            Template fresh = program.decideAfresh(check);
            boolean again = anchors.note(program, reading, check, fresh);
            account.answered(label, again, answer.equals(fresh), world.dearRules(check.action()));
        }
        long left = endless.needed() - needed;
        long made = left - (tiers.counters().patternHits() - spared);
        System.out.println(account.lines("minute " + (number + 1), left, made, endless.first() - first));
    }

    /** Milliseconds since the epoch, by the clock of the workload. */
    private long now() {
        return CacheWorkload.NOW + asked * 1_000 / PER_SECOND;
    }

    private DecisionTiers tiers(EpochTable epochs) {
        return DecisionTiers.of(
                CacheConfig.DEFAULTS,
                epochs,
                Freshness.ALONE,
                Runnable::run,
                ForkJoinPool.commonPool(),
                check -> System.out.println("mismatch: " + check),
                () -> Instant.ofEpochMilli(now()),
                System::nanoTime,
                new SplittableRandom(1));
    }
}
