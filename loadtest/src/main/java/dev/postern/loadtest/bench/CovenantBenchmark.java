package dev.postern.loadtest.bench;

import dev.postern.covenant.Covenant;
import dev.postern.covenant.CovenantDraft;
import dev.postern.covenant.CovenantResult;
import dev.postern.covenant.CovenantSigner;
import dev.postern.covenant.CovenantVerifier;
import dev.postern.covenant.Verification;
import dev.postern.crypto.PublicKey;
import dev.postern.crypto.Signature;
import dev.postern.crypto.SigningKey;
import dev.postern.sidecar.covenant.CovenantBatch;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Covenants of five rules: built and signed, and all eleven checks of them run, one by one and on all processors. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class CovenantBenchmark {

    private static final int BATCH = 1_000;
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final String RULES = """
            permit read on '/data/**'
            permit write on '/data/own/**' when principal.roles contains 'writer'
            deny delete on '/data/**'
            require audit.log on '/data/**'
            limit read 1000 per 1 hour
            """;

    private final SigningKey key = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
    private final SplittableRandom random = new SplittableRandom(1);
    private final CovenantDraft draft = CovenantDraft.of("ops", "agent", key.publicKey(), RULES)
            .named("bench", List.of("a", "b"))
            .expiring("2030-01-01T00:00:00.000Z");
    private final Covenant covenant = ((CovenantResult.Read) sign()).covenant();
    private final Signature signature = key.sign(covenant.canonical());
    private final byte[] issuer = key.publicKey().toByteArray();
    private final List<Covenant> batch = Stream.generate(() -> ((CovenantResult.Read) sign()).covenant())
            .limit(BATCH)
            .toList();

    /** As the source system's {@code buildCovenant}: the draft, its keys, nonce, id and signature, and what signing checks. */
    @Benchmark
    public CovenantResult buildAndSign() {
        return sign();
    }

    /** All eleven checks on one processor. */
    @Benchmark
    public Verification verify() {
        return CovenantVerifier.verify(covenant, NOW.toEpochMilli());
    }

    /** The signature alone, over as many bytes. */
    @Benchmark
    public Signature rawSign() {
        return key.sign(covenant.canonical());
    }

    /** The signature's verification alone, by a key that comes as its bytes. */
    @Benchmark
    public boolean rawVerify() {
        return Objects.requireNonNull(PublicKey.of(issuer)).verify(covenant.canonical(), signature);
    }

    /** {@link #verify} on all processors. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<Verification> verifyBatch() {
        return CovenantBatch.verify(batch, NOW.toEpochMilli());
    }

    private CovenantResult sign() {
        return CovenantSigner.sign(draft, key, random, NOW);
    }
}
