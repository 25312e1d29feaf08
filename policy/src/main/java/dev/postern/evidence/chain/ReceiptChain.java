package dev.postern.evidence.chain;

import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonArray;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonString;
import dev.postern.evidence.Frontier;
import dev.postern.evidence.MerkleHasher;
import dev.postern.evidence.TreeHash;
import java.util.List;
import java.util.TreeMap;

/**
 * A chain of receipts being verified from its genesis on: each continues the state that the one before it left, and all
 * are leaves of one Merkle Mountain Range. Memory does not grow with the chain but for the artefacts it names. Not
 * thread-safe.
 */
public final class ReceiptChain {

    private static final String GENESIS_TAG = "msez.corridor.state.genesis.v1";

    private final String corridorId;
    private final ContentDigest genesisRoot;
    private final Frontier frontier = new Frontier();
    private ContentDigest head;
    private DigestSet lawpacks = new DigestSet(new TreeMap<>());
    private DigestSet rulesets = new DigestSet(new TreeMap<>());

    /** The empty chain of a corridor. */
    public ReceiptChain(String corridorId, ContentDigest genesisRoot) {
        this.corridorId = corridorId;
        this.genesisRoot = genesisRoot;
        this.head = genesisRoot;
    }

    /** The state before the first receipt, out of what a corridor was agreed on. */
    public static ContentDigest genesisRoot(
            String corridorId,
            ContentDigest definition,
            ContentDigest agreements,
            List<ContentDigest> lawpacks,
            List<ContentDigest> rulesets) {
        JsonObject genesis = JsonObject.builder()
                .put("tag", GENESIS_TAG)
                .put("corridor_id", corridorId)
                .put("definition_payload_sha256", definition.hex())
                .put("agreement_set_sha256", agreements.hex())
                .put(ChainReceipt.LAWPACKS, hexes(lawpacks))
                .put(ChainReceipt.RULESETS, hexes(rulesets))
                .build();
        return CanonicalBytes.of(genesis).digest();
    }

    /** Appends {@code receipt} when it is the next. */
    public Appending append(ChainReceipt receipt) {
        if (!receipt.corridorId().equals(corridorId)) {
            return new Appending.CorridorMismatch(corridorId, receipt.corridorId());
        }
        if (receipt.sequence() != height()) {
            return new Appending.SequenceMismatch(height(), receipt.sequence());
        }
        if (!receipt.prevRoot().equals(head)) {
            return new Appending.PrevRootMismatch(head, receipt.prevRoot());
        }
        ContentDigest computed = receipt.computedRoot();
        if (!computed.equals(receipt.nextRoot())) {
            return new Appending.NextRootMismatch(computed, receipt.nextRoot());
        }
        frontier.append(MerkleHasher.leafHash(computed.toByteArray()));
        head = computed;
        lawpacks = lawpacks.union(receipt.lawpacks());
        rulesets = rulesets.union(receipt.rulesets());
        return new Appending.Appended(head);
    }

    /** How many receipts there are. */
    public long height() {
        return frontier.size();
    }

    /** The state after the last receipt. */
    public ContentDigest head() {
        return head;
    }

    /** The root of the range over all receipts; of an empty chain, RFC 6962's. */
    public TreeHash root() {
        return frontier.root();
    }

    /** The chain as of now, unsigned. */
    public ChainCheckpoint checkpoint(String timestamp) {
        return new ChainCheckpoint(
                corridorId,
                timestamp,
                genesisRoot,
                head,
                height(),
                lawpacks.toJson(),
                rulesets.toJson(),
                ContentDigest.ofHash(root().toByteArray()));
    }

    private static JsonArray hexes(List<ContentDigest> digests) {
        List<Json> items = digests.stream()
                .sorted()
                .distinct()
                .<Json>map(digest -> new JsonString(digest.hex()))
                .toList();
        return new JsonArray(items);
    }
}
