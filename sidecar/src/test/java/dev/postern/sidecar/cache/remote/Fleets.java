package dev.postern.sidecar.cache.remote;

import dev.postern.sidecar.cache.EpochTable;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Fleets for tests of others. */
public final class Fleets {

    private Fleets() {}

    /** One whose Redis is not there. */
    public static Fleet unreachable() {
        return Fleet.join(
                RedisConfig.DEFAULTS,
                Objects.requireNonNull(RedisUri.parse("redis://127.0.0.1:1")),
                new char[0],
                new MacKeys(List.of(EntryFrameTest.secret(1))),
                new EpochTable(),
                world(InstantSource.system()));
    }

    static Fleet.Surroundings world(InstantSource clock) {
        return new Fleet.Surroundings(clock, System::nanoTime, RandomGenerator.getDefault(), Fleets::daemon);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "fleet-member");
        thread.setDaemon(true);
        return thread;
    }
}
