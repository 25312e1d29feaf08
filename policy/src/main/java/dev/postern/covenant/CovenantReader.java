package dev.postern.covenant;

import dev.postern.crypto.EcmaBytes;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonFields;
import dev.postern.crypto.JsonInteger;
import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonParser;
import dev.postern.crypto.JsonResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads covenant documents out of JSON: required members, their types, the roles, the version. Whether what they say is
 * true is {@link CovenantVerifier}'s question. Members it does not know are kept.
 */
public final class CovenantReader {

    /** Generous against {@link Covenant#MAX_BYTES}, which counts compact JSON: a file may be indented. */
    private static final JsonLimits LIMITS = JsonLimits.STRICT
            .withMaxBytes(4 * Covenant.MAX_BYTES)
            .withMaxDepth(64)
            .withDecimals();

    private CovenantReader() {}

    /** The document in UTF-8 {@code text}. */
    public static CovenantResult read(byte[] text) {
        JsonResult result = JsonParser.parse(text, LIMITS);
        return result instanceof JsonResult.Malformed malformed
                ? new CovenantResult.Refused(malformed.error().toString())
                : read(((JsonResult.Parsed) result).value());
    }

    /** The document that {@code value} is. */
    public static CovenantResult read(Json value) {
        return read(value, null);
    }

    /** The same; {@code canonical} are its canonical bytes where they are known already. */
    static CovenantResult read(Json value, @Nullable EcmaBytes canonical) {
        JsonFields fields = new JsonFields(value, "covenant");
        if (fields.problem() == null && !fields.string("version").equals(Covenant.VERSION)) {
            fields.refuse("version", "'" + Covenant.VERSION + "'");
        }
        Party issuer = party(fields, "issuer");
        Party beneficiary = party(fields, "beneficiary");
        Delegation chain = delegation(fields);
        List<Countersignature> countersignatures = countersignatures(fields);
        String id = fields.string(Covenant.ID);
        String constraints = fields.string("constraints");
        String nonce = fields.string("nonce");
        String createdAt = fields.string("createdAt");
        String expiresAt = fields.optionalString("expiresAt");
        String activatesAt = fields.optionalString("activatesAt");
        String signature = fields.string(Covenant.SIGNATURE);
        String problem = fields.problem();
        if (problem != null) {
            return new CovenantResult.Refused(problem);
        }
        JsonObject json = (JsonObject) value;
        return new CovenantResult.Read(new Covenant(
                json,
                canonical == null ? Covenant.canonical(json) : canonical,
                id,
                issuer,
                beneficiary,
                constraints,
                chain,
                nonce,
                createdAt,
                expiresAt,
                activatesAt,
                signature,
                countersignatures));
    }

    private static Party party(JsonFields fields, String role) {
        JsonFields party = fields.object(role);
        if (!party.string("role").equals(role)) {
            party.refuse("role", "'" + role + "'");
        }
        return new Party(party.string("id"), party.string("publicKey"));
    }

    private static @Nullable Delegation delegation(JsonFields fields) {
        if (!fields.has("chain")) {
            return null;
        }
        JsonFields chain = fields.object("chain");
        return new Delegation(chain.string("parentId"), relation(chain), depth(chain.optional("depth")));
    }

    private static Delegation.Relation relation(JsonFields chain) {
        String text = chain.string("relation");
        for (Delegation.Relation relation : Delegation.Relation.values()) {
            if (relation.name().toLowerCase(Locale.ROOT).equals(text)) {
                return relation;
            }
        }
        chain.refuse("relation", "delegates, restricts or extends");
        return Delegation.Relation.RESTRICTS;
    }

    private static int depth(@Nullable Json depth) {
        if (depth instanceof JsonInteger integer && integer.value() >= 0 && integer.value() <= Integer.MAX_VALUE) {
            return (int) integer.value();
        }
        return -1;
    }

    private static List<Countersignature> countersignatures(JsonFields fields) {
        List<Countersignature> all = new ArrayList<>();
        if (fields.has(Covenant.COUNTERSIGNATURES)) {
            int index = 0;
            for (Json item : fields.array(Covenant.COUNTERSIGNATURES)) {
                all.add(countersignature(new JsonFields(item, "covenant.countersignatures[" + index++ + "]", fields)));
            }
        }
        return all;
    }

    private static Countersignature countersignature(JsonFields fields) {
        return new Countersignature(
                fields.string("signerPublicKey"),
                fields.string("signerRole"),
                fields.string("signature"),
                fields.string("timestamp"));
    }
}
