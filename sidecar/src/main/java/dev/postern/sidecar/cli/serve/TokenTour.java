package dev.postern.sidecar.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.capability.Attenuation;
import dev.postern.capability.Grant;
import dev.postern.capability.Lifetime;
import dev.postern.capability.Possession;
import dev.postern.capability.Rights;
import dev.postern.capability.Token;
import dev.postern.capability.TokenJson;
import dev.postern.capability.TokenResult;
import dev.postern.capability.TokenText;
import dev.postern.ccl.ActionPattern;
import dev.postern.ccl.ResourcePattern;
import dev.postern.crypto.CanonicalBytes;
import dev.postern.crypto.Dsse;
import dev.postern.crypto.JsonArray;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.SigningKey;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The tokens that {@code demo} shows: of an issuer that lives as long as the demo. */
final class TokenTour {

    private static final String ISSUER = "demo";
    private static final List<String> AUDIENCE = List.of("postern");
    private static final long LIFE_SECONDS = 600;

    private final SigningKey issuer;
    private final SigningKey holder;
    private final Token token;

    TokenTour(Clock clock, RandomGenerator random) {
        this.issuer = SigningKey.generate(random);
        this.holder = SigningKey.generate(random);
        long now = clock.millis() / 1000;
        this.token = Token.issue(
                new Grant(
                        "plans",
                        "default",
                        "bob",
                        ISSUER,
                        AUDIENCE,
                        new Lifetime(now, now, now + LIFE_SECONDS),
                        rights("file.*", "/docs/plans"),
                        Possession.heldBy(holder.publicKey()),
                        null,
                        Map.of()),
                issuer);
    }

    /** What a sidecar must be told to believe the tokens. */
    Map<String, String> settings() {
        return Map.of(
                "capability.issuers",
                "[{name: " + ISSUER + ", keys: ['" + issuer.publicKey().hex() + "']}]");
    }

    /** For bob, to do anything to the plans. */
    String issued() {
        return TokenText.print(token);
    }

    /** What its holder passes on: to read them. */
    String narrowed() {
        Attenuation.Result result = Attenuation.attenuate(
                token,
                new Attenuation.Narrower(
                        "plans-read",
                        AUDIENCE,
                        token.last().grant().lifetime(),
                        rights("file.read", "/docs/plans"),
                        Possession.BEARER),
                holder);
        return TokenText.print(((Attenuation.Result.Attenuated) result).token());
    }

    /** What its holder signs by hand, since no tool of ours would: to do anything to everything. */
    String widened() {
        Grant parent = token.last().grant();
        JsonObject grant = JsonObject.builder()
                .put("version", "1.0")
                .put("token_id", "plans-and-all")
                .put("tenant", parent.tenant())
                .put("subject_id", parent.subject())
                .put("issuer", Grant.signer(holder.publicKey().keyId()))
                .put("audience", JsonArray.ofStrings(AUDIENCE))
                .put("issued_at", parent.lifetime().issuedAt())
                .put("expires_at", parent.lifetime().expiresAt())
                .put("capabilities", JsonArray.ofStrings(List.of("**")))
                .put("scopes", JsonArray.ofStrings(List.of("**")))
                .put("parent", token.last().digest())
                .build();
        byte[] payload = CanonicalBytes.of(grant).toByteArray();
        String child = new String(Dsse.sign(Grant.PAYLOAD_TYPE, payload, holder).toJson(), UTF_8);
        String chain = "[" + TokenJson.print(token) + "," + child + "]";
        return TokenText.print(((TokenResult.Read) TokenJson.parse(chain.getBytes(UTF_8))).token());
    }

    private static Rights rights(String action, String resource) {
        return new Rights(List.of(new ActionPattern(action)), List.of(new ResourcePattern(resource)), null);
    }
}
