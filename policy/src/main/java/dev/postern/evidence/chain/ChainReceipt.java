package dev.postern.evidence.chain;

import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonArray;
import dev.postern.crypto.JsonFields;
import dev.postern.crypto.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A receipt of a chain as read: its form is right, its roots are claims.
 *
 * @param json the receipt; members this type does not name count for {@link #computedRoot} and signatures all the same
 * @param sequence from 0
 * @param prevRoot the state before, as claimed
 * @param nextRoot the state after, as claimed
 */
public record ChainReceipt(
        JsonObject json, String corridorId, long sequence, ContentDigest prevRoot, ContentDigest nextRoot) {

    static final String TYPE = "MEZCorridorStateReceipt";
    static final String LAWPACKS = "lawpack_digest_set";
    static final String RULESETS = "ruleset_digest_set";

    private static final String PROOF = "proof";
    private static final String NEXT_ROOT = "next_root";

    /** The receipt that {@code value} is. */
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
        DigestSet.read(fields, LAWPACKS);
        DigestSet.read(fields, RULESETS);
        String problem = fields.problem();
        return problem == null
                ? new Reading.Read(new ChainReceipt((JsonObject) value, corridor, sequence, prevRoot, nextRoot))
                : new Reading.Refused(problem);
    }

    /** SHA-256 of the canonical receipt without its proof and next root, digest sets in order and without repeats. */
    public ContentDigest computedRoot() {
        Map<String, Json> members =
                new LinkedHashMap<>(json.without(PROOF, NEXT_ROOT).members());
        members.computeIfPresent(
                LAWPACKS, (name, set) -> DigestSet.of((JsonArray) set).toJson());
        members.computeIfPresent(
                RULESETS, (name, set) -> DigestSet.of((JsonArray) set).toJson());
        return CanonicalBytes.of(new JsonObject(members)).digest();
    }

    /** What came of reading a receipt. */
    public sealed interface Reading {

        record Read(ChainReceipt receipt) implements Reading {}

        /** It is none; the message says what is wrong and what was expected. */
        record Refused(String message) implements Reading {}
    }
}
