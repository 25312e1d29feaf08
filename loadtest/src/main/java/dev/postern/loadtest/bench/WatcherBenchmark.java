package dev.postern.loadtest.bench;

import dev.postern.crypto.Json;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.Sha256;
import dev.postern.crypto.SigningKey;
import dev.postern.evidence.chain.DocumentProof;
import dev.postern.evidence.watch.Attestation;
import dev.postern.evidence.watch.Comparison;
import dev.postern.evidence.watch.QuorumRule;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Attestations of as many watchers, each with a key of its own, compared on one processor: {@code compare} of verified
 * ones, {@code readAndCompare} with their signatures.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WatcherBenchmark {

    private static final String CORRIDOR = "corridor-001";
    private static final String TIME = "2026-01-15T12:00:00Z";
    private static final long NOW = Instant.parse(TIME).toEpochMilli();
    private static final long HOUR = TimeUnit.HOURS.toMillis(1);

    @Param({"100", "500"})
    private int watchers;

    private final List<Json> credentials = new ArrayList<>();
    private List<Attestation> verified = List.of();

    @Setup
    public void attest() {
        String state = Sha256.of(new byte[1]).hex();
        JsonObject seen = JsonObject.builder()
                .put("corridor_id", CORRIDOR)
                .put("observed_at", TIME)
                .put("receipt_count", 1_000)
                .put("final_state_root", state)
                .put("checkpoint_digest_sha256", state)
                .build();
        for (int i = 0; i < watchers; i++) {
            byte[] seed = new byte[SigningKey.SEED_BYTES];
            ByteBuffer.wrap(seed).putInt(i);
            JsonObject credential =
                    JsonObject.builder().put("credentialSubject", seen).build();
            credentials.add(DocumentProof.sign(credential, SigningKey.ofSeed(seed), TIME));
        }
        verified = read();
    }

    @Benchmark
    public Comparison compare() {
        return compare(verified);
    }

    @Benchmark
    public Comparison readAndCompare() {
        return compare(read());
    }

    private List<Attestation> read() {
        return credentials.stream()
                .map(credential -> ((Attestation.Reading.Read) Attestation.read(credential)).attestation())
                .toList();
    }

    private static Comparison compare(List<Attestation> attestations) {
        return Comparison.of(attestations, CORRIDOR, null, QuorumRule.MAJORITY, NOW, HOUR);
    }
}
