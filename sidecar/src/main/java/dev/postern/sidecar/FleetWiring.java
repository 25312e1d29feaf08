package dev.postern.sidecar;

import dev.postern.sidecar.cache.EpochTable;
import dev.postern.sidecar.cache.Freshness;
import dev.postern.sidecar.cache.Invalidation;
import dev.postern.sidecar.cache.RemoteTier;
import dev.postern.sidecar.cache.remote.Fleet;
import dev.postern.sidecar.cache.remote.InvalidationFeed;
import dev.postern.sidecar.cache.remote.MacKeys;
import dev.postern.sidecar.cache.remote.RedisConfig;
import dev.postern.sidecar.cache.remote.RedisUri;
import dev.postern.sidecar.keys.PrivateFile;
import dev.postern.sidecar.revocation.RevocationFeed;
import dev.postern.sidecar.telemetry.FleetMetrics;
import io.opentelemetry.api.metrics.Meter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The part of the object graph that joins this sidecar to its fleet, where there is one. Thread-safe. */
final class FleetWiring implements AutoCloseable {

    private final EpochTable epochs = new EpochTable();
    private final @Nullable Fleet fleet;

    private FleetWiring(RedisConfig config, Clock clock, RandomGenerator random) throws IOException {
        RedisUri uri = config.uri();
        if (uri == null) {
            this.fleet = null;
            return;
        }
        Path file = config.password();
        String password = file == null ? "" : PrivateFile.password(file);
        if (config.tls().key() != null) {
            PrivateFile.require(config.tls().key());
        }
        this.fleet = Fleet.join(
                config,
                uri,
                password.toCharArray(),
                secrets(config),
                epochs,
                new Fleet.Surroundings(clock, System::nanoTime, random, Threads.daemon("postern-fleet")));
    }

    /** Begins to join; does not wait for Redis. */
    static FleetWiring open(RedisConfig config, Clock clock, RandomGenerator random) throws IOException {
        return new FleetWiring(config, clock, random);
    }

    /** Tells of it from now on. */
    void tell(Meter meter) {
        if (fleet != null) {
            FleetMetrics.register(meter, fleet);
        }
    }

    /** The epochs of this sidecar, raised by the fleet's word. */
    EpochTable epochs() {
        return epochs;
    }

    Freshness freshness() {
        return fleet == null ? Freshness.ALONE : fleet.invalidations();
    }

    /** What an invalidation that begins here does: it takes effect here at once and in the fleet soon. */
    Consumer<Invalidation> invalidation() {
        return fleet == null ? epochs::bump : told -> tell(fleet.invalidations(), told);
    }

    RemoteTier tier() {
        return fleet == null ? RemoteTier.NONE : fleet.tier();
    }

    Optional<RevocationFeed> revocations() {
        return Optional.ofNullable(fleet).map(Fleet::revocations);
    }

    @Override
    public void close() {
        if (fleet != null) {
            fleet.close();
        }
    }

    private static void tell(InvalidationFeed feed, Invalidation told) {
        var unused = feed.invalidate(told);
    }

    private static MacKeys secrets(RedisConfig config) throws IOException {
        List<MacKeys.Secret> secrets = new ArrayList<>();
        for (RedisConfig.SecretFile each : config.secrets()) {
            byte[] bytes = PrivateFile.secret(each.file());
            secrets.add(new MacKeys.Secret(each.id(), bytes));
            Arrays.fill(bytes, (byte) 0);
        }
        return new MacKeys(secrets);
    }
}
