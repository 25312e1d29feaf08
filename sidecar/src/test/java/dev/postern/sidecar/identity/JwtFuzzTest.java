package dev.postern.sidecar.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Tokens and key sets with mistakes by chance. {@code -Dfuzz.rounds} makes it longer, {@code -Dseed} repeats it. */
class JwtFuzzTest {

    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 2_000);
    private static final String CHARS = "AZaz09-_=.{}[]\":,\\ \0é";

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void noChangedTokenIsBelieved() {
        JwtVerifier verifier = verifier();
        String good = Jwts.of("alice", Jwts.NOW);
        assertThat(verifier.verify(good)).isInstanceOf(JwtResult.Verified.class);
        for (int round = 0; round < ROUNDS; round++) {
            String changed = mutated(good);
            if (!changed.equals(good)) {
                assertThat(verifier.verify(changed))
                        .as("seed %d, round %d: %s", seed, round, changed)
                        .isInstanceOf(JwtResult.Refused.class);
            }
        }
    }

    @Test
    void aChangedKeySetLeavesKeysInForce() {
        String[] served = {Jwts.jwks()};
        JwksSource source = new JwksSource(Jwts.ISSUER, () -> served[0], JwtConfig.Keys.DEFAULTS, () -> 0);
        source.look();
        for (int round = 0; round < ROUNDS; round++) {
            served[0] = mutated(Jwts.jwks());
            source.look();
            assertThat(source.keys())
                    .as("seed %d, round %d: %s", seed, round, served[0])
                    .isNotNull();
        }
        assertThat(source.failures()).isPositive();
    }

    private static JwtVerifier verifier() {
        JwksSource keys = new JwksSource(Jwts.ISSUER, Jwts::jwks, JwtConfig.Keys.DEFAULTS, () -> 0);
        return new JwtVerifier(List.of(new JwtVerifier.Trusted(Jwts.issuer(), keys)), 0);
    }

    /** One to four places replaced, taken out, doubled or moved. */
    private String mutated(String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = 1 + random.nextInt(4); i > 0 && changed.length() > 8; i--) {
            int at = random.nextInt(changed.length());
            int length = Math.min(1 + random.nextInt(8), changed.length() - at);
            switch (random.nextInt(4)) {
                case 0 -> changed.setCharAt(at, CHARS.charAt(random.nextInt(CHARS.length())));
                case 1 -> changed.delete(at, at + length);
                case 2 -> changed.insert(at, changed.substring(at, at + length));
                default ->
                    changed.insert(random.nextInt(changed.length()), CHARS.charAt(random.nextInt(CHARS.length())));
            }
        }
        return changed.toString();
    }
}
