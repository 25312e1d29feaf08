package dev.postern.loadtest.bench;

import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonArray;
import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonParser;
import dev.postern.crypto.JsonResult;
import dev.postern.crypto.PublicKey;
import dev.postern.crypto.Sha256;
import dev.postern.crypto.Signature;
import dev.postern.crypto.SigningKey;
import dev.postern.evidence.chain.Appending;
import dev.postern.evidence.chain.ChainReceipt;
import dev.postern.evidence.chain.DecodedKeys;
import dev.postern.evidence.chain.DocumentProof;
import dev.postern.evidence.chain.ReceiptChain;
import java.nio.charset.StandardCharsets;
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
 * A chain of signed receipts from text to head on all processors, as {@code postern evidence chain} verifies it: {@code
 * chain} reads and verifies each receipt and appends it; {@code signatures} verifies as many signatures over as many bytes
 * and does nothing else. The ratio of the two is what all the rest costs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ReceiptChainBenchmark {

    private static final String CORRIDOR = "corridor-001";
    private static final String TIME = "2026-01-15T12:00:00Z";
    private static final ContentDigest GENESIS = Sha256.of("genesis".getBytes(StandardCharsets.UTF_8));

    @Param({"10000", "100000"})
    private int receipts;

    private final List<String> lines = new ArrayList<>();
    private final List<Signed> signatures = new ArrayList<>();
    private final SigningKey signer = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
    private final PublicKey key = signer.publicKey();

    private record Signed(CanonicalBytes message, Signature signature) {}

    @Setup
    public void sign() {
        ReceiptChain chain = new ReceiptChain(CORRIDOR, GENESIS);
        for (int i = 0; i < receipts; i++) {
            JsonObject receipt = receipt(i, chain.head());
            append(chain, receipt);
            CanonicalBytes message = CanonicalBytes.of(receipt);
            signatures.add(new Signed(message, signer.sign(message)));
            lines.add(DocumentProof.sign(receipt, signer, TIME).print());
        }
    }

    @Benchmark
    public ContentDigest chain() {
        DecodedKeys keys = new DecodedKeys();
        List<ChainReceipt> verified =
                lines.parallelStream().map(line -> verified(line, keys)).toList();
        ReceiptChain chain = new ReceiptChain(CORRIDOR, GENESIS);
        for (ChainReceipt receipt : verified) {
            if (!(chain.append(receipt) instanceof Appending.Appended)) {
                throw new AssertionError("receipt " + chain.height() + " does not follow");
            }
        }
        return chain.head();
    }

    @Benchmark
    public boolean signatures() {
        return signatures.parallelStream().allMatch(signed -> key.verify(signed.message(), signed.signature()));
    }

    private static ChainReceipt verified(String line, DecodedKeys keys) {
        ChainReceipt receipt = read(((JsonResult.Parsed) JsonParser.parse(line, JsonLimits.STRICT)).value());
        if (receipt.signers(keys).isEmpty()) {
            throw new AssertionError("it was signed");
        }
        return receipt;
    }

    private static void append(ReceiptChain chain, JsonObject receipt) {
        if (!(chain.append(read(receipt)) instanceof Appending.Appended)) {
            throw new AssertionError("receipt " + chain.height() + " does not follow");
        }
    }

    private static ChainReceipt read(Json receipt) {
        return ((ChainReceipt.Reading.Read) ChainReceipt.read(receipt)).receipt();
    }

    private static JsonObject receipt(int sequence, ContentDigest previous) {
        JsonObject.Builder receipt = JsonObject.builder()
                .put("type", "MEZCorridorStateReceipt")
                .put("corridor_id", CORRIDOR)
                .put("sequence", sequence)
                .put("timestamp", TIME)
                .put("prev_root", previous.hex())
                .put("lawpack_digest_set", JsonArray.ofStrings(List.of(GENESIS.hex())))
                .put("ruleset_digest_set", JsonArray.ofStrings(List.of(GENESIS.hex())));
        ContentDigest next = CanonicalBytes.of(receipt.build()).digest();
        return receipt.put("next_root", next.hex()).build();
    }
}
