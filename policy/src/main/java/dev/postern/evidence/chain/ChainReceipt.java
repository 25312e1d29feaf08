package dev.postern.evidence.chain;

import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.CanonicalMembers;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonFields;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.PublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A receipt of a chain as read: its form is right, its roots are claims. What can be found out about it alone is found out
 * once, when it is read; members this type does not name count all the same. Immutable.
 */
public final class ChainReceipt {

    static final String TYPE = "MEZCorridorStateReceipt";
    static final String LAWPACKS = "lawpack_digest_set";
    static final String RULESETS = "ruleset_digest_set";

    private static final String NEXT_ROOT = "next_root";
    private static final Set<String> UNSIGNED = Set.of(DocumentProof.MEMBER);

    private final JsonObject json;
    private final String corridorId;
    private final long sequence;
    private final ContentDigest prevRoot;
    private final ContentDigest nextRoot;
    private final DigestSet lawpacks;
    private final DigestSet rulesets;
    private final CanonicalBytes signed;
    private final ContentDigest computedRoot;

    private ChainReceipt(
            JsonObject json,
            String corridorId,
            long sequence,
            ContentDigest prevRoot,
            ContentDigest nextRoot,
            DigestSet lawpacks,
            DigestSet rulesets) {
        this.json = json;
        this.corridorId = corridorId;
        this.sequence = sequence;
        this.prevRoot = prevRoot;
        this.nextRoot = nextRoot;
        this.lawpacks = lawpacks;
        this.rulesets = rulesets;
        CanonicalMembers members = CanonicalMembers.of(json, UNSIGNED);
        this.signed = members.all();
        this.computedRoot = isOrdered() ? members.without(NEXT_ROOT).digest() : rootInOrder();
    }

    /**
     * The receipt that {@code value} is.
     *
     * @throws IllegalArgumentException when it has no canonical bytes; what {@link dev.postern.crypto.JsonParser} read
     *     within {@link dev.postern.crypto.JsonLimits#STRICT} always has
     */
    public static Reading read(Json value) {
        JsonFields fields = new JsonFields(value, "receipt");
        if (fields.problem() == null && !fields.string("type").equals(TYPE)) {
            fields.refuse("type", "'" + TYPE + "'");
        }
        String corridor = fields.string("corridor_id");
        long sequence = fields.integer("sequence");
        if (sequence < 0) {
            fields.refuse("sequence", "0 or more");
        }
        ContentDigest prevRoot = fields.hexDigest("prev_root");
        ContentDigest nextRoot = fields.hexDigest(NEXT_ROOT);
        DigestSet lawpacks = DigestSet.read(fields, LAWPACKS);
        DigestSet rulesets = DigestSet.read(fields, RULESETS);
        String problem = fields.problem();
        return problem == null
                ? new Reading.Read(new ChainReceipt(
                        (JsonObject) value, corridor, sequence, prevRoot, nextRoot, lawpacks, rulesets))
                : new Reading.Refused(problem);
    }

    /** The receipt as it was written. */
    public JsonObject json() {
        return json;
    }

    public String corridorId() {
        return corridorId;
    }

    /** From 0. */
    public long sequence() {
        return sequence;
    }

    /** The state before, as claimed. */
    public ContentDigest prevRoot() {
        return prevRoot;
    }

    /** The state after, as claimed. */
    public ContentDigest nextRoot() {
        return nextRoot;
    }

    /** SHA-256 of the canonical receipt without its proof and next root, digest sets in order and without repeats. */
    public ContentDigest computedRoot() {
        return computedRoot;
    }

    /** The keys that signed it; empty when it carries no proof, or one that does not hold. */
    public Set<PublicKey> signers(DecodedKeys keys) {
        return DocumentProof.signers(json, signed, keys);
    }

    DigestSet lawpacks() {
        return lawpacks;
    }

    DigestSet rulesets() {
        return rulesets;
    }

    private boolean isOrdered() {
        return lawpacks.toJson().equals(json.get(LAWPACKS)) && rulesets.toJson().equals(json.get(RULESETS));
    }

    private ContentDigest rootInOrder() {
        Map<String, Json> members = new LinkedHashMap<>(json.members());
        members.put(LAWPACKS, lawpacks.toJson());
        members.put(RULESETS, rulesets.toJson());
        return CanonicalMembers.of(new JsonObject(members), UNSIGNED)
                .without(NEXT_ROOT)
                .digest();
    }

    /** What came of reading a receipt. */
    public sealed interface Reading {

        record Read(ChainReceipt receipt) implements Reading {}

        /** It is none; the message says what is wrong and what was expected. */
        record Refused(String message) implements Reading {}
    }
}
