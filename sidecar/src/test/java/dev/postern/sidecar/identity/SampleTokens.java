package dev.postern.sidecar.identity;

import dev.postern.capability.Attenuation;
import dev.postern.capability.Grant;
import dev.postern.capability.Lifetime;
import dev.postern.capability.Possession;
import dev.postern.capability.Proof;
import dev.postern.capability.Rights;
import dev.postern.capability.Token;
import dev.postern.capability.TokenText;
import dev.postern.ccl.ActionPattern;
import dev.postern.ccl.ResourcePattern;
import dev.postern.crypto.SigningKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Tokens for agent-7 of tenant {@code default}: to do anything to files below /docs, or GET them, for ten minutes. */
public final class SampleTokens {

    public static final SigningKey ISSUER = key(1);
    public static final SigningKey HOLDER = key(2);

    private final long now;

    /** Tokens issued {@code now}, in seconds since the epoch. */
    public SampleTokens(long now) {
        this.now = now;
    }

    public static SigningKey key(int seed) {
        byte[] bytes = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(bytes, (byte) seed);
        return SigningKey.ofSeed(bytes);
    }

    private static Rights rights(List<String> capabilities, String scope) {
        return new Rights(
                capabilities.stream().map(ActionPattern::new).toList(), List.of(new ResourcePattern(scope)), null);
    }

    public Token issue(String id, Possession possession) {
        return issue(id, possession, ISSUER);
    }

    public Token issue(String id, Possession possession, SigningKey issuer) {
        return issue(id, rights(List.of("file.*", "http.get"), "/docs/**"), possession, issuer);
    }

    /** A token for another right. */
    public Token granting(String id, String capability, String scope) {
        return issue(id, rights(List.of(capability), scope), Possession.BEARER, ISSUER);
    }

    private Token issue(String id, Rights rights, Possession possession, SigningKey issuer) {
        return Token.issue(
                new Grant(
                        id,
                        "default",
                        "agent-7",
                        "acme",
                        List.of("postern"),
                        new Lifetime(now, now, now + 600),
                        rights,
                        possession,
                        null,
                        Map.of()),
                issuer);
    }

    /** A token that {@link #HOLDER} may narrow. */
    public Token held(String id) {
        return issue(id, Possession.heldBy(HOLDER.publicKey()));
    }

    /** What the holder passes on of {@code token}, to read one document, for a minute. */
    public Token narrowed(Token token, String id) {
        return ((Attenuation.Result.Attenuated) Attenuation.attenuate(
                        token,
                        new Attenuation.Narrower(
                                id,
                                List.of("postern"),
                                new Lifetime(now, now, now + 60),
                                rights(List.of("file.read"), "/docs/42"),
                                Possession.BEARER),
                        HOLDER))
                .token();
    }

    public String text(String id) {
        return TokenText.print(issue(id, Possession.BEARER));
    }

    public static String proof(Token token, String action, String resource, long nowMillis, long seed) {
        return Proof.sign(HOLDER, token.last().digest(), action, resource, nowMillis, new SplittableRandom(seed))
                .text();
    }
}
