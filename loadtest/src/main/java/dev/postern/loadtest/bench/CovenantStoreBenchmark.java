package dev.postern.loadtest.bench;

import dev.postern.covenant.Covenant;
import dev.postern.covenant.CovenantDraft;
import dev.postern.covenant.CovenantResult;
import dev.postern.covenant.CovenantSigner;
import dev.postern.crypto.SigningKey;
import dev.postern.sidecar.covenant.CovenantFilter;
import dev.postern.sidecar.covenant.CovenantStore;
import dev.postern.sidecar.covenant.CovenantStores;
import dev.postern.sidecar.covenant.Encryption;
import dev.postern.sidecar.covenant.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Stores of a thousand covenants, ten of them for each beneficiary. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CovenantStoreBenchmark {

    private static final int COVENANTS = 1_000;
    private static final int BENEFICIARIES = 100;

    @Param({"memory", "files", "files-sealed", "sqlite", "sqlite-sealed"})
    public String kind = "";

    private final List<Covenant> covenants = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private @Nullable CovenantStore store;

    /** Fills the store. */
    @Setup(Level.Trial)
    public void fill() throws IOException {
        SigningKey key = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
        for (int i = 0; i < COVENANTS; i++) {
            CovenantDraft draft = CovenantDraft.of(
                    "ops", "agent-" + i % BENEFICIARIES, key.publicKey(), "permit read on '/data/" + i + "/**'\n");
            covenants.add(((CovenantResult.Read) CovenantSigner.sign(draft, key, random, Instant.EPOCH)).covenant());
        }
        store = open();
        store.put(covenants);
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        store().close();
    }

    @Benchmark
    public @Nullable Covenant get() throws IOException {
        return store().get(any().id());
    }

    @Benchmark
    public void put() throws IOException {
        store().put(any());
    }

    /** The ten covenants of one beneficiary. */
    @Benchmark
    public List<Covenant> filteredList() throws IOException {
        return store().list(CovenantFilter.ALL.madeFor("agent-" + random.nextInt(BENEFICIARIES)));
    }

    private CovenantStore store() {
        if (store == null) {
            throw new IllegalStateException("not open");
        }
        return store;
    }

    private Covenant any() {
        return covenants.get(random.nextInt(COVENANTS));
    }

    private CovenantStore open() throws IOException {
        Path directory = Files.createTempDirectory("covenants");
        Encryption encryption = kind.endsWith("-sealed")
                ? Encryption.by(new byte[Encryption.KEY_BYTES], new SplittableRandom(2))
                : Encryption.NONE;
        InstantSource clock = InstantSource.system();
        return switch (kind) {
            case "memory" -> new MemoryStore(clock);
            case "files", "files-sealed" -> CovenantStores.files(directory, encryption, clock);
            default -> CovenantStores.sqlite(directory.resolve("covenants.db"), encryption, clock);
        };
    }
}
