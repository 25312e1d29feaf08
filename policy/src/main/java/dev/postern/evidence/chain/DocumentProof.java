package dev.postern.evidence.chain;

import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonArray;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonString;
import dev.postern.crypto.PublicKey;
import dev.postern.crypto.Signature;
import dev.postern.crypto.SigningKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Signatures inside a document, as verifiable credentials carry them: member {@code proof}, one or several, each over
 * the canonical bytes of the document without that member.
 */
public final class DocumentProof {

    /** Where in a document its signatures are. */
    static final String MEMBER = "proof";

    private static final String TYPE = "MezEd25519Signature2025";
    private static final Set<String> TYPES = Set.of(TYPE, "MsezEd25519Signature2025");
    private static final String PURPOSE = "assertionMethod";
    /** More signatures than this on one document are not looked at: it is refused. */
    private static final int MAX_PROOFS = 16;

    private DocumentProof() {}

    /** Signs {@code document}; proofs it has already are kept. */
    public static JsonObject sign(JsonObject document, SigningKey key, String created) {
        JsonObject proof = JsonObject.builder()
                .put("type", TYPE)
                .put("created", created)
                .put("verificationMethod", DidKey.print(key.publicKey()) + "#key-1")
                .put("proofPurpose", PURPOSE)
                .put("jws", base64(key.sign(signed(document))))
                .build();
        Map<String, Json> members = new LinkedHashMap<>(document.members());
        Json before = members.get(MEMBER);
        if (before instanceof JsonArray array) {
            List<Json> all = new ArrayList<>(array.items());
            all.add(proof);
            members.put(MEMBER, new JsonArray(all));
        } else {
            members.put(MEMBER, before == null ? proof : new JsonArray(List.of(before, proof)));
        }
        return new JsonObject(members);
    }

    /** The keys that signed {@code document}; empty when it carries no proof, or one that does not hold. */
    public static Set<PublicKey> signers(JsonObject document) {
        return signers(document, new DecodedKeys());
    }

    /** As {@link #signers(JsonObject)}, for many documents by few keys. */
    public static Set<PublicKey> signers(JsonObject document, DecodedKeys keys) {
        return signers(document, signed(document), keys);
    }

    /** As {@link #signers(JsonObject)}, where what the signatures are over is known. */
    static Set<PublicKey> signers(JsonObject document, CanonicalBytes signed, DecodedKeys keys) {
        Json proof = document.get(MEMBER);
        List<Json> proofs =
                proof instanceof JsonArray array ? array.items() : proof == null ? List.of() : List.of(proof);
        Set<PublicKey> signers = new LinkedHashSet<>();
        if (proofs.size() > MAX_PROOFS) {
            return signers;
        }
        for (Json one : proofs) {
            PublicKey signer = one instanceof JsonObject object ? signer(object, signed, keys) : null;
            if (signer == null) {
                return Set.of();
            }
            signers.add(signer);
        }
        return signers;
    }

    private static @Nullable PublicKey signer(JsonObject proof, CanonicalBytes signed, DecodedKeys keys) {
        boolean known = TYPES.contains(text(proof, "type"))
                && text(proof, "proofPurpose").equals(PURPOSE);
        PublicKey key = known ? keys.key(text(proof, "verificationMethod")) : null;
        Signature signature = signature(text(proof, "jws"));
        return key != null && signature != null && key.verify(signed, signature) ? key : null;
    }

    private static CanonicalBytes signed(JsonObject document) {
        return CanonicalBytes.of(document.without(MEMBER));
    }

    private static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString string ? string.value() : "";
    }

    private static String base64(Signature signature) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.toByteArray());
    }

    private static @Nullable Signature signature(String jws) {
        try {
            Signature signature = Signature.of(Base64.getUrlDecoder().decode(jws));
            // The decoder forgives what an encoder never writes; a signature has one text.
            return signature != null && base64(signature).equals(jws) ? signature : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }
}
