package dev.postern.capability;

import dev.postern.crypto.Dsse;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonArray;
import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.JsonParser;
import dev.postern.crypto.JsonResult;
import dev.postern.policy.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Tokens as JSON: the DSSE envelope of a single link, or an array of the envelopes of several. */
public final class TokenJson {

    /** Bytes of the longest text. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final JsonLimits LIMITS = new JsonLimits(MAX_BYTES, 5, false);

    private TokenJson() {}

    public static String print(Token token) {
        List<String> envelopes = new ArrayList<>();
        for (Link link : token.links()) {
            var signature = new Dsse.KeyedSignature(link.keyId(), link.signature());
            Dsse envelope = Dsse.of(Grant.PAYLOAD_TYPE, link.payload(), List.of(signature));
            envelopes.add(new String(envelope.toJson(), StandardCharsets.UTF_8));
        }
        return envelopes.size() == 1 ? envelopes.get(0) : "[" + String.join(",", envelopes) + "]";
    }

    public static TokenResult parse(byte[] json) {
        if (json.length > MAX_BYTES) {
            return new TokenResult.Unreadable(
                    Reason.CAP_TOO_LARGE, "the token has " + json.length + " bytes, expected at most " + MAX_BYTES);
        }
        JsonResult result = JsonParser.parse(json, LIMITS);
        if (result instanceof JsonResult.Malformed malformed) {
            return malformed(malformed.error().toString());
        }
        Json whole = ((JsonResult.Parsed) result).value();
        List<Json> envelopes = whole instanceof JsonArray array ? array.items() : List.of(whole);
        if (envelopes.size() > Token.MAX_LINKS) {
            return new TokenResult.Unreadable(
                    Reason.CAP_TOO_LARGE,
                    "the token has " + envelopes.size() + " links, expected at most " + Token.MAX_LINKS);
        }
        return envelopes.isEmpty() ? malformed("the token has no links") : links(envelopes);
    }

    private static TokenResult links(List<Json> envelopes) {
        List<Link> links = new ArrayList<>();
        for (Json envelope : envelopes) {
            Dsse.Result result = Dsse.parse(envelope.print().getBytes(StandardCharsets.UTF_8), LIMITS);
            if (result instanceof Dsse.Result.Malformed malformed) {
                return malformed(malformed.message());
            }
            Dsse dsse = ((Dsse.Result.Parsed) result).envelope();
            if (!dsse.payloadType().equals(Grant.PAYLOAD_TYPE)) {
                return malformed("the payload type is not '" + Grant.PAYLOAD_TYPE + "'");
            }
            if (dsse.signatures().size() != 1) {
                return malformed("a link has " + dsse.signatures().size() + " signatures, expected one");
            }
            GrantResult grant = GrantJson.parse(dsse.payload());
            if (grant instanceof GrantResult.Malformed malformed) {
                return malformed(malformed.message());
            }
            Dsse.KeyedSignature signature = dsse.signatures().get(0);
            if (!TokenBytes.isKeyId(signature.keyId())) {
                return malformed("the keyid is not 32 lower-case hexadecimal digits");
            }
            links.add(new Link(
                    ((GrantResult.Read) grant).grant(), dsse.payload(), signature.keyId(), signature.signature()));
        }
        Token token = new Token(links);
        return TokenBytes.size(token) <= TokenBytes.MAX_BYTES
                ? new TokenResult.Read(token)
                : new TokenResult.Unreadable(
                        Reason.CAP_TOO_LARGE,
                        "the token has more than " + TokenBytes.MAX_BYTES + " bytes in its compact form");
    }

    private static TokenResult malformed(String message) {
        return new TokenResult.Unreadable(Reason.CAP_MALFORMED, message);
    }
}
