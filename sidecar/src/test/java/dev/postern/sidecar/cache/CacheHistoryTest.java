package dev.postern.sidecar.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.ccl.ResourcePattern;
import dev.postern.policy.Check;
import dev.postern.policy.Program;
import dev.postern.policy.Template;
import dev.postern.sidecar.cache.CacheConfig.Use;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.DecisionCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whatever has happened before, an answer through the tiers is what a fresh evaluation gives, and what speaks of a
 * principal is of its newest version. {@code -Dseed=} replays, {@code -Dcache.steps=1000000} goes on for longer.
 */
class CacheHistoryTest {

    private static final int STEPS = Integer.getInteger("cache.steps", 60_000);
    private static final int PROGRAMS = 6;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final RandomWorld world = new RandomWorld(random);
    private final ManualTime time = new ManualTime();
    private final List<Check> mismatches = new ArrayList<>();
    private final Map<CacheLabel, Integer> labels = new EnumMap<>(CacheLabel.class);
    private final EpochTable epochs = new EpochTable();
    private final Invalidator invalidator = new Invalidator(epochs::bump, new CacheCounters());
    private boolean heard = true;
    private int programsMade;

    @Test
    void answersAsAFreshEvaluationAfterAnyHistory() {
        DecisionTiers tiers = tiers();
        List<DecisionCache.Desk> desks =
                List.of(tiers.decisions().open(), tiers.decisions().open());
        List<Program> programs = new ArrayList<>();
        for (int i = 0; i < PROGRAMS; i++) {
            programs.add(world.program());
        }
        Attributes attributes = new Attributes(tiers);
        Owners owners = new Owners(tiers);
        Program active = programs.get(0);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(400)) {
                case 0 -> active = programs.get(random.nextInt(PROGRAMS));
                case 1 -> {
                    active = world.program();
                    programs.set(random.nextInt(PROGRAMS), active);
                    programsMade++;
                }
                case 2 -> invalidator.apply(new Invalidation.OfPrincipal(world.name()));
                case 3 -> invalidator.apply(new Invalidation.OfCapability("cap-" + step));
                case 4 -> invalidator.apply(new Invalidation.OfTenant(Check.DEFAULT_TENANT));
                case 5 -> time.step(random.nextInt(4_000_000) - 2_000_000);
                case 6 -> time.pass(random.nextInt(600_000));
                case 7, 8 -> heard = !heard;
                case 9 -> tiers.local().clear();
                case 10, 11, 12, 13 -> attributes.change(world.name());
                case 14 -> attributes.restore();
                case 15, 16, 17 -> owners.change();
                default -> {
                    time.pass(random.nextInt(50));
                    ask(desks.get(random.nextInt(desks.size())), active, step);
                    attributes.ask(world.name(), step);
                    owners.ask(step);
                }
            }
        }
        assertThat(mismatches).as("seed %d", seed).isEmpty();
        assertThat(tiers.breaker().isTripped()).as("seed %d", seed).isFalse();
        assertThat(labels.keySet())
                .as("seed %d", seed)
                .contains(CacheLabel.NONE, CacheLabel.SEMANTIC, CacheLabel.PATTERN, CacheLabel.EXACT);
        assertThat(attributes.served).as("seed %d", seed).isPositive();
        assertThat(owners.served).as("seed %d", seed).isPositive();
        System.out.printf(
                "%,d steps, seed %d: answers %s, %d other bundles, shadow checks %d, versions served from memory %d and %d%n",
                STEPS, seed, labels, programsMade, tiers.counters().shadowChecks(), attributes.served, owners.served);
    }

    private DecisionTiers tiers() {
        return DecisionTiers.of(
                new CacheConfig(true, 1 << 18, Duration.ofMinutes(5), 50, Use.ALWAYS, Use.ALWAYS),
                epochs,
                nanos -> heard,
                Runnable::run,
                Runnable::run,
                mismatches::add,
                time,
                time::nanos,
                random.split());
    }

    private void ask(DecisionCache.Desk desk, Program program, int step) {
        Check check = world.check(time.millis());
        Template answer = desk.decide(program, check);
        assertThat(answer)
                .as("seed %d, step %d, label %s, %s", seed, step, desk.label(), check)
                .isEqualTo(program.decideAfresh(check));
        labels.merge(desk.label(), 1, Integer::sum);
    }

    /** Versions of principals behind the tier, as a source of attributes would keep them. */
    private final class Attributes {

        private final DecisionTiers tiers;
        private final Map<String, Integer> versions = new HashMap<>();
        private final List<Old> old = new ArrayList<>();
        private int served;

        private record Old(EntryKey key, Integer version, Epochs epochs, long from) {}

        Attributes(DecisionTiers tiers) {
            this.tiers = tiers;
        }

        void change(String name) {
            versions.merge(name, 1, Integer::sum);
            invalidator.apply(new Invalidation.OfPrincipal(name));
        }

        /** Puts entries of an older state back, as a restored snapshot would, with the epochs they were made under. */
        void restore() {
            for (Old entry : old) {
                tiers.local().keep(entry.key, entry.version, 16, entry.epochs, entry.from, entry.from + 10_000_000);
            }
        }

        void ask(String name, int step) {
            EntryKey key = EntryKey.of(Namespace.ATTRIBUTE, Check.DEFAULT_TENANT, name.getBytes(UTF_8));
            Integer known = tiers.local().find(key, name, time.millis(), Integer.class);
            Integer current = versions.getOrDefault(name, 0);
            if (known != null) {
                assertThat(known).as("seed %d, step %d, %s", seed, step, name).isEqualTo(current);
                assertThat(heard).as("seed %d, step %d", seed, step).isTrue();
                served++;
                return;
            }
            Epochs epochs = tiers.local().epochs(Check.DEFAULT_TENANT, name);
            // The source may be read before a change of which word comes before the entry is kept.
            if (random.nextInt(20) == 0) {
                change(name);
            }
            tiers.local().keep(key, current, 16, epochs, time.millis(), time.millis() + 100_000);
            if (old.size() < 50) {
                old.add(new Old(key, current, epochs, time.millis()));
            } else {
                old.set(random.nextInt(50), new Old(key, current, epochs, time.millis()));
            }
        }
    }

    /** Versions of resources behind the tier, changed by patterns. */
    private final class Owners {

        private static final List<String> PATTERNS =
                List.of("/docs/1", "/docs/*", "/docs/**", "/other", "/**", "*", "/docs/*/**");

        private final DecisionTiers tiers;
        private final Map<String, Integer> versions = new HashMap<>();
        private int served;

        Owners(DecisionTiers tiers) {
            this.tiers = tiers;
        }

        void change() {
            ResourcePattern pattern = new ResourcePattern(PATTERNS.get(random.nextInt(PATTERNS.size())));
            for (String resource : RandomWorld.RESOURCES) {
                if (pattern.matches(resource)) {
                    versions.merge(resource, 1, Integer::sum);
                }
            }
            String tenant = random.nextBoolean() ? Check.DEFAULT_TENANT : "";
            invalidator.apply(new Invalidation.OfResources(tenant, pattern));
        }

        void ask(int step) {
            Check check = world.check(time.millis());
            EntryKey key =
                    EntryKey.of(Namespace.ATTRIBUTE, check.tenant(), ("owner of " + check.resource()).getBytes(UTF_8));
            Kept known = tiers.local().find(key, "", time.millis(), check);
            Integer current = versions.getOrDefault(check.resource(), 0);
            if (known != null) {
                assertThat(known.value())
                        .as("seed %d, step %d, %s", seed, step, check)
                        .isEqualTo(current);
                served++;
                return;
            }
            Epochs epochs = tiers.local().epochs(check.tenant(), "");
            if (random.nextInt(20) == 0) {
                change();
            }
            tiers.local().keep(key, current, 16, epochs, time.millis(), time.millis() + 100_000);
        }
    }
}
