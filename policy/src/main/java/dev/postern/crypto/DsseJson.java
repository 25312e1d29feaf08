package dev.postern.crypto;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Envelopes as JSON; unknown members are refused. */
final class DsseJson {

    private DsseJson() {}

    static JsonObject print(Dsse envelope) {
        List<Json> signatures = new ArrayList<>();
        for (Dsse.KeyedSignature signature : envelope.signatures()) {
            signatures.add(JsonObject.builder()
                    .put("keyid", signature.keyId())
                    .put("sig", Base64Text.print(signature.signature().bytes()))
                    .build());
        }
        return JsonObject.builder()
                .put("payloadType", envelope.payloadType())
                .put("payload", Base64Text.print(envelope.payload()))
                .put("signatures", new JsonArray(signatures))
                .build();
    }

    static Dsse.Result parse(byte[] json, JsonLimits limits) {
        JsonResult result = JsonParser.parse(json, limits);
        if (result instanceof JsonResult.Malformed malformed) {
            return new Dsse.Result.Malformed(malformed.error().toString());
        }
        JsonFields fields = new JsonFields(result.valueOrNull(), "envelope");
        String type = fields.string("payloadType");
        byte[] payload = base64(fields, "payload");
        List<Dsse.KeyedSignature> signatures = signatures(fields);
        fields.nothingElse();
        String problem = fields.problem();
        return problem == null
                ? new Dsse.Result.Parsed(Dsse.of(type, payload, signatures))
                : new Dsse.Result.Malformed(problem);
    }

    private static List<Dsse.KeyedSignature> signatures(JsonFields fields) {
        List<Json> items = fields.array("signatures");
        if (items.isEmpty() || items.size() > Dsse.MAX_SIGNATURES) {
            fields.refuse("signatures", "between 1 and " + Dsse.MAX_SIGNATURES + " signatures");
            return List.of();
        }
        List<Dsse.KeyedSignature> signatures = new ArrayList<>();
        for (Json item : items) {
            Dsse.KeyedSignature signature = signature(fields, item);
            if (signature != null) {
                signatures.add(signature);
            }
        }
        return signatures;
    }

    private static Dsse.@Nullable KeyedSignature signature(JsonFields outer, Json item) {
        JsonFields fields = new JsonFields(item, "signature", outer);
        String keyId = fields.string("keyid");
        Signature signature = Signature.of(base64(fields, "sig"));
        if (signature == null) {
            fields.refuse("sig", "the base64 of " + Signature.BYTES + " bytes");
        }
        fields.nothingElse();
        return signature == null ? null : new Dsse.KeyedSignature(keyId, signature);
    }

    private static byte[] base64(JsonFields fields, String name) {
        byte[] bytes = Base64Text.parse(fields.string(name));
        if (bytes == null) {
            fields.refuse(name, "padded standard base64");
            return new byte[0];
        }
        return bytes;
    }
}
