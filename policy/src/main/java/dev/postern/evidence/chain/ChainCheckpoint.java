package dev.postern.evidence.chain;

import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonArray;
import dev.postern.crypto.JsonFields;
import dev.postern.crypto.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A statement of how far a receipt chain has come.
 *
 * @param timestamp RFC 3339
 * @param receiptCount receipts, which are the leaves of the range too
 * @param lawpacks the artefacts of all receipts, each once, ordered by digest
 * @param rulesets likewise
 * @param mmrRoot root of the range over all receipts
 */
public record ChainCheckpoint(
        String corridorId,
        String timestamp,
        ContentDigest genesisRoot,
        ContentDigest finalStateRoot,
        long receiptCount,
        JsonArray lawpacks,
        JsonArray rulesets,
        ContentDigest mmrRoot) {

    private static final String TYPE = "MEZCorridorStateCheckpoint";
    private static final String MMR_TYPE = "MEZReceiptMMR";
    private static final String MMR = "mmr";

    /** The checkpoint that {@code value} is, or null when it is none. Peaks and proof are left out. */
    public static @Nullable ChainCheckpoint read(Json value) {
        JsonFields fields = new JsonFields(value, "checkpoint");
        JsonFields mmr = fields.object(MMR);
        ChainCheckpoint read = new ChainCheckpoint(
                fields.string("corridor_id"),
                fields.string("timestamp"),
                fields.hexDigest("genesis_root"),
                fields.hexDigest("final_state_root"),
                fields.integer("receipt_count"),
                DigestSet.read(fields, ChainReceipt.LAWPACKS).toJson(),
                DigestSet.read(fields, ChainReceipt.RULESETS).toJson(),
                mmr.hexDigest("root"));
        boolean agrees = fields.string("type").equals(TYPE)
                && mmr.string("type").equals(MMR_TYPE)
                && mmr.string("algorithm").equals("sha256")
                && mmr.integer("size") == read.receiptCount;
        return agrees && fields.problem() == null ? read : null;
    }

    /** Whether it says of {@code chain} what is so; its time is not looked at. */
    public boolean describes(ReceiptChain chain) {
        return chain.checkpoint(timestamp).equals(this);
    }

    public JsonObject toJson() {
        JsonObject mmr = JsonObject.builder()
                .put("type", MMR_TYPE)
                .put("algorithm", "sha256")
                .put("size", receiptCount)
                .put("root", mmrRoot.hex())
                .build();
        return JsonObject.builder()
                .put("type", TYPE)
                .put("corridor_id", corridorId)
                .put("timestamp", timestamp)
                .put("genesis_root", genesisRoot.hex())
                .put("final_state_root", finalStateRoot.hex())
                .put("receipt_count", receiptCount)
                .put(ChainReceipt.LAWPACKS, lawpacks)
                .put(ChainReceipt.RULESETS, rulesets)
                .put(MMR, mmr)
                .build();
    }

    /** The digest of any checkpoint document: of its canonical bytes without proof and without peaks. */
    public static ContentDigest digest(JsonObject document) {
        Map<String, Json> members =
                new LinkedHashMap<>(document.without("proof").members());
        members.computeIfPresent(MMR, (name, mmr) -> mmr instanceof JsonObject object ? object.without("peaks") : mmr);
        return CanonicalBytes.of(new JsonObject(members)).digest();
    }
}
