package dev.postern.loadtest.bench;

import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonParser;
import dev.postern.crypto.JsonResult;
import dev.postern.crypto.PublicKey;
import dev.postern.crypto.Sha256;
import dev.postern.crypto.Signature;
import dev.postern.crypto.SigningKey;
import dev.postern.evidence.chain.ChainReceipt;
import dev.postern.evidence.chain.DecodedKeys;
import dev.postern.evidence.chain.DocumentProof;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What signed documents are made of, on a receipt of a chain: reading JSON, canonical bytes, digests, signatures. {@code
 * receipt} is all of it for one received receipt, to be set against {@code verify}, which is the signature alone. Run with
 * {@code -t max} for all processors.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CryptoBenchmark {

    private static final String ROOT = "73ff0cf373ff0cf373ff0cf373ff0cf373ff0cf373ff0cf373ff0cf373ff0cf3";

    private final SigningKey key = SigningKey.generate(new SplittableRandom(1));
    private final PublicKey publicKey = key.publicKey();
    private final JsonObject document = JsonObject.builder()
            .put("type", "MEZCorridorStateReceipt")
            .put("corridor_id", "corridor-001")
            .put("sequence", 7)
            .put("timestamp", "2026-01-15T12:00:00Z")
            .put("prev_root", ROOT)
            .put("next_root", ROOT)
            .put("lawpack_digest_set", json("[\"" + ROOT + "\"]"))
            .put("ruleset_digest_set", json("[\"" + ROOT + "\"]"))
            .build();
    private final CanonicalBytes message = CanonicalBytes.of(document);
    private final Signature signature = key.sign(message);
    private final byte[] received =
            DocumentProof.sign(document, key, "2026-01-15T12:00:00Z").print().getBytes(StandardCharsets.UTF_8);
    private final byte[] kilobyte = new byte[1024];
    private final DecodedKeys keys = new DecodedKeys();
    private final byte[] rawKey = publicKey.toByteArray();

    @Benchmark
    public Signature sign() {
        return key.sign(message);
    }

    @Benchmark
    public boolean verify() {
        return publicKey.verify(message, signature);
    }

    @Benchmark
    public Object decodeKey() {
        return Objects.requireNonNull(PublicKey.of(rawKey));
    }

    @Benchmark
    public CanonicalBytes canonicalise() {
        return CanonicalBytes.of(document);
    }

    @Benchmark
    public JsonResult parse() {
        return JsonParser.parse(received, JsonLimits.STRICT);
    }

    @Benchmark
    public ContentDigest sha256OfKilobyte() {
        return Sha256.of(kilobyte);
    }

    /** Read, signature verified, state recomputed. */
    @Benchmark
    public ContentDigest receipt() {
        Json value = ((JsonResult.Parsed) parse()).value();
        ChainReceipt receipt = ((ChainReceipt.Reading.Read) ChainReceipt.read(value)).receipt();
        if (receipt.signers(keys).isEmpty()) {
            throw new AssertionError("it was signed");
        }
        return receipt.computedRoot();
    }

    private static Json json(String text) {
        return ((JsonResult.Parsed) JsonParser.parse(text, JsonLimits.STRICT)).value();
    }
}
