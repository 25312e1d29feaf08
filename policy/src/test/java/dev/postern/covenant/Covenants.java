package dev.postern.covenant;

import dev.postern.crypto.Hex;
import dev.postern.crypto.Json;
import dev.postern.crypto.JsonLimits;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonParser;
import dev.postern.crypto.SigningKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;

/** Keys and documents for tests. */
final class Covenants {

    static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    static final SigningKey ISSUER = key(1);
    static final SigningKey BENEFICIARY = key(2);
    static final SigningKey AUDITOR = key(3);

    private Covenants() {}

    /** The key whose seed is the number {@code last}, as in the vectors. */
    static SigningKey key(int last) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        seed[seed.length - 1] = (byte) last;
        return SigningKey.ofSeed(seed);
    }

    static CovenantDraft draft(String constraints) {
        return CovenantDraft.of("test-issuer", "test-beneficiary", BENEFICIARY.publicKey(), constraints);
    }

    static Covenant signed(CovenantDraft draft) {
        return signed(draft, ISSUER);
    }

    static Covenant signed(CovenantDraft draft, SigningKey key) {
        return read(CovenantSigner.sign(draft, key, new SplittableRandom(7), NOW));
    }

    static Covenant read(CovenantResult result) {
        if (result instanceof CovenantResult.Refused refused) {
            throw new AssertionError(refused.message());
        }
        return ((CovenantResult.Read) result).covenant();
    }

    static JsonObject json(String text) {
        Json value = JsonParser.parse(text, JsonLimits.STRICT.withDecimals()).valueOrNull();
        return (JsonObject) Objects.requireNonNull(value, text);
    }

    static String nonce(int fill) {
        byte[] nonce = new byte[32];
        Arrays.fill(nonce, (byte) fill);
        return Hex.print(nonce);
    }
}
