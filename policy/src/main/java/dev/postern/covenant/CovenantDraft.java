package dev.postern.covenant;

import dev.postern.crypto.Json;
import dev.postern.crypto.JsonArray;
import dev.postern.crypto.JsonInteger;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonString;
import dev.postern.crypto.PublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is to be signed: a document that still lacks what signing adds (version, the issuer's key, nonce, time, id and
 * signature). Immutable; each {@code with} gives another draft.
 *
 * @param json the document so far
 */
public record CovenantDraft(JsonObject json) {

    /** A draft of {@code issuerId} for {@code beneficiary}. */
    public static CovenantDraft of(String issuerId, String beneficiaryId, PublicKey beneficiary, String constraints) {
        JsonObject issuer =
                JsonObject.builder().put("id", issuerId).put("role", "issuer").build();
        JsonObject other = JsonObject.builder()
                .put("id", beneficiaryId)
                .put("publicKey", beneficiary.hex())
                .put("role", "beneficiary")
                .build();
        return new CovenantDraft(JsonObject.builder()
                .put("issuer", issuer)
                .put("beneficiary", other)
                .put("constraints", constraints)
                .build());
    }

    /** The draft of a document delegated from {@code parent}. */
    public CovenantDraft under(Covenant parent, Delegation.Relation relation) {
        Delegation above = parent.chain();
        return with(
                "chain",
                JsonObject.builder()
                        .put("parentId", parent.id())
                        .put("relation", relation.name().toLowerCase(Locale.ROOT))
                        .put("depth", new JsonInteger(above == null ? 1 : above.depth() + 1L))
                        .build());
    }

    /** Ends at {@code time}, ISO 8601 with an offset. */
    public CovenantDraft expiring(String time) {
        return with("expiresAt", new JsonString(time));
    }

    /** Begins at {@code time}, ISO 8601 with an offset. */
    public CovenantDraft activating(String time) {
        return with("activatesAt", new JsonString(time));
    }

    /** With a name and tags among its metadata. */
    public CovenantDraft named(String name, List<String> tags) {
        List<Json> items = tags.stream().<Json>map(JsonString::new).toList();
        return with(
                "metadata",
                JsonObject.builder()
                        .put("name", name)
                        .put("tags", new JsonArray(items))
                        .build());
    }

    /** With one more member of the document, or another value of it. */
    public CovenantDraft with(String name, Json value) {
        Map<String, Json> members = new LinkedHashMap<>(json.members());
        members.put(name, value);
        return new CovenantDraft(new JsonObject(members));
    }
}
