package dev.postern.loadtest;

import dev.postern.capability.Grant;
import dev.postern.capability.Lifetime;
import dev.postern.capability.Possession;
import dev.postern.capability.Rights;
import dev.postern.capability.Token;
import dev.postern.capability.TokenText;
import dev.postern.ccl.ActionPattern;
import dev.postern.ccl.ResourcePattern;
import dev.postern.crypto.SigningKey;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The token that is shown under load, live for an hour, and what a sidecar must be told to believe it. */
final class LoadToken {

    private static final SigningKey ISSUER = SigningKey.generate(new SplittableRandom(1));
    private static final long LIFE_SECONDS = 3_600;

    private LoadToken() {}

    static String text() {
        long now = Clock.systemUTC().millis() / 1000;
        return TokenText.print(Token.issue(
                new Grant(
                        "load",
                        "default",
                        "alice",
                        "load",
                        List.of("postern"),
                        new Lifetime(now, now, now + LIFE_SECONDS),
                        new Rights(
                                List.of(new ActionPattern("cart.*")), List.of(new ResourcePattern("/carts/**")), null),
                        Possession.BEARER,
                        null,
                        Map.of()),
                ISSUER));
    }

    static String setting() {
        return "capability.issuers=[{name: load, keys: ['" + ISSUER.publicKey().hex() + "']}]";
    }
}
