package dev.postern.loadtest;

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

/** A chain of signed receipts as text, verified on all processors as {@code postern evidence chain} does it. */
final class SignedChain {

    private static final String CORRIDOR = "corridor-001";
    private static final String TIME = "2026-01-15T12:00:00Z";
    private static final ContentDigest GENESIS = Sha256.of("genesis".getBytes(StandardCharsets.UTF_8));
    private static final int BATCH = 4096;

    private final List<String> lines = new ArrayList<>();
    private final List<Signed> signatures = new ArrayList<>();
    private final SigningKey signer = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
    private final PublicKey key = signer.publicKey();

    private record Signed(CanonicalBytes message, Signature signature) {}

    /** A chain of so many receipts. */
    SignedChain(int receipts) {
        ContentDigest head = GENESIS;
        for (int i = 0; i < receipts; i++) {
            JsonObject receipt = receipt(i, head);
            head = read(receipt).nextRoot();
            CanonicalBytes message = CanonicalBytes.of(receipt);
            signatures.add(new Signed(message, signer.sign(message)));
            lines.add(DocumentProof.sign(receipt, signer, TIME).print());
        }
    }

    /** Reads and verifies every receipt and appends it to the chain; fails when one does not hold. */
    void verify() {
        DecodedKeys keys = new DecodedKeys();
        ReceiptChain chain = new ReceiptChain(CORRIDOR, GENESIS);
        for (int from = 0; from < lines.size(); from += BATCH) {
            List<String> batch = lines.subList(from, Math.min(lines.size(), from + BATCH));
            for (ChainReceipt receipt :
                    batch.parallelStream().map(line -> verified(line, keys)).toList()) {
                if (!(chain.append(receipt) instanceof Appending.Appended)) {
                    throw new IllegalStateException("receipt " + chain.height() + " does not follow");
                }
            }
        }
    }

    /** Verifies as many signatures over as many bytes, and does nothing else. */
    void verifySignatures() {
        if (!signatures.parallelStream().allMatch(signed -> key.verify(signed.message(), signed.signature()))) {
            throw new IllegalStateException("a signature does not hold");
        }
    }

    private static ChainReceipt verified(String line, DecodedKeys keys) {
        ChainReceipt receipt = read(((JsonResult.Parsed) JsonParser.parse(line, JsonLimits.STRICT)).value());
        if (receipt.signers(keys).isEmpty()) {
            throw new IllegalStateException("receipt " + receipt.sequence() + " is signed by nobody");
        }
        return receipt;
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
