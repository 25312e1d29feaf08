package dev.postern.capability;

import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonArray;
import dev.postern.crypto.JsonFields;
import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonParser;
import dev.postern.crypto.JsonResult;
import dev.postern.crypto.PublicKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Grants as JSON, the payload of a link. Written canonically, read strictly: a member that is unknown, missing, of another
 * type or out of bounds refuses the whole, for what a reader passes over might have been a restriction.
 */
final class GrantJson {

    /** Bytes of the largest payload. */
    static final int MAX_BYTES = 8 * 1024;

    private static final String VERSION = "1.0";
    private static final JsonLimits LIMITS = new JsonLimits(MAX_BYTES, 3, false);

    private GrantJson() {}

    static CanonicalBytes print(Grant grant) {
        Lifetime lifetime = grant.lifetime();
        JsonObject.Builder json = JsonObject.builder()
                .put("version", VERSION)
                .put("token_id", grant.tokenId())
                .put("tenant", grant.tenant())
                .put("subject_id", grant.subject())
                .put("issuer", grant.issuer())
                .put("audience", JsonArray.ofStrings(grant.audience()))
                .put("issued_at", lifetime.issuedAt())
                .put("expires_at", lifetime.expiresAt());
        if (lifetime.notBefore() != lifetime.issuedAt()) {
            json.put("not_before", lifetime.notBefore());
        }
        printRights(grant.rights(), json);
        printPossession(grant.possession(), json);
        if (grant.parent() != null) {
            json.put("parent", grant.parent());
        }
        if (!grant.claims().isEmpty()) {
            json.put("claims", new JsonObject(grant.claims()));
        }
        return CanonicalBytes.of(json.build());
    }

    private static void printRights(Rights rights, JsonObject.Builder json) {
        json.put("capabilities", texts(rights.capabilities())).put("scopes", texts(rights.scopes()));
        if (rights.constraints() != null) {
            json.put("constraints", rights.constraints().text());
        }
    }

    private static void printPossession(Possession possession, JsonObject.Builder json) {
        if (possession.holder() != null) {
            json.put("holder_key", possession.holder().hex());
        }
        if (possession.proven()) {
            json.put("proof_required", true);
        }
        if (possession.certificate() != null) {
            json.put("certificate_key", possession.certificate());
        }
    }

    private static JsonArray texts(List<?> patterns) {
        return JsonArray.ofStrings(patterns.stream().map(Object::toString).toList());
    }

    static GrantResult parse(byte[] payload) {
        JsonResult result = JsonParser.parse(payload, LIMITS);
        if (result instanceof JsonResult.Malformed malformed) {
            return new GrantResult.Malformed(malformed.error().toString());
        }
        JsonFields fields = new JsonFields(result.valueOrNull(), "payload");
        Grant grant = grant(fields);
        fields.nothingElse();
        String problem = fields.problem();
        return grant == null || problem != null
                ? new GrantResult.Malformed(problem == null ? "the payload is incomplete" : problem)
                : new GrantResult.Read(grant);
    }

    private static @Nullable Grant grant(JsonFields fields) {
        if (!fields.string("version").equals(VERSION)) {
            fields.refuse("version", "\"" + VERSION + "\"");
        }
        GrantFields read = new GrantFields(fields);
        String tokenId = read.name("token_id", 64);
        String tenant = read.name("tenant", 128);
        String subject = read.name("subject_id", 256);
        String issuer = read.name("issuer", 256);
        List<String> audience = read.names("audience", 16, 256);
        Lifetime lifetime = read.lifetime();
        Rights rights = read.rights();
        PublicKey holder = read.holder();
        boolean proven = fields.has("proof_required") && fields.bool("proof_required");
        if (proven && holder == null) {
            fields.refuse("proof_required", "a holder_key beside it");
        }
        var certificate = fields.has("certificate_key") ? fields.digest("certificate_key") : null;
        var parent = fields.has("parent") ? fields.digest("parent") : null;
        Map<String, Json> claims = read.claims();
        if (fields.problem() != null || lifetime == null || rights == null) {
            return null;
        }
        Possession possession = new Possession(holder, proven, certificate);
        return new Grant(tokenId, tenant, subject, issuer, audience, lifetime, rights, possession, parent, claims);
    }
}
