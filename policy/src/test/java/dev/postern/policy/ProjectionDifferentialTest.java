package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.ByteBuilder;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Checks of equal projections are answered alike until the boundary that was told; {@code -Dseed=} replays. */
class ProjectionDifferentialTest {

    private static final int BUNDLES = 150;
    private static final int CHECKS = 800;
    private static final List<String> CLOCKS = List.of(
            "env.hour >= 9 and not env.hour > 16",
            "env.weekday in ['6', '7']",
            "env.now < " + (Checks.NOW / 1_000 + 900),
            "not env.now = " + (Checks.NOW / 1_000 + 60),
            "env.now >= user.expires",
            "user.expires > env.now",
            "env.hour = user.age");

    private record Kept(long from, long until, Template template) {}

    @Test
    void equalProjectionsAreAnsweredAlikeUntilTheBoundary() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        Scratch scratch = new Scratch();
        ByteBuilder key = new ByteBuilder(64);
        Map<ByteBuffer, Kept> kept = new HashMap<>();
        int hits = 0;
        for (int i = 0; i < BUNDLES; i++) {
            RandomBundle source = new RandomBundle(random);
            Program program = Checks.program(source.policy(1 + random.nextInt(8)) + "permit ** on '/**' when "
                    + CLOCKS.get(random.nextInt(CLOCKS.size())));
            long now = Checks.NOW;
            for (int j = 0; j < CHECKS; j++) {
                now += random.nextInt(20) == 0 ? random.nextInt(3_600_000) : random.nextInt(500);
                Check check = timed(source.smallCheck(), now, random);
                Template fresh = program.decideAfresh(check);
                long until = program.project(check, scratch, key);
                assertThat(until).isGreaterThan(now);
                Kept known = kept.get(ByteBuffer.wrap(key.array(), 0, key.size()));
                if (known != null && now >= known.from && now < known.until) {
                    assertThat(known.template)
                            .as("seed %d, %s, kept at %d until %d", seed, check, known.from, known.until)
                            .isEqualTo(fresh);
                    hits++;
                } else {
                    kept.put(ByteBuffer.wrap(key.toByteArray()), new Kept(now, until, fresh));
                }
            }
        }
        assertThat(hits).as("seed %d", seed).isGreaterThan(BUNDLES * CHECKS / 20);
    }

    private static Check timed(Check check, long now, SplittableRandom random) {
        Map<String, Value> user = new HashMap<>();
        user.put("expires", new Value.Int(Checks.NOW / 1_000 + 60L * random.nextInt(4)));
        user.put("age", random.nextBoolean() ? new Value.Int(random.nextInt(24)) : new Value.Real(3.5));
        return new Check(
                check.tenant(),
                check.principal(),
                check.action(),
                check.resource(),
                Map.of("user", new Value.Fields(user)),
                Attributes.NONE,
                now);
    }
}
