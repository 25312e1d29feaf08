package dev.postern.sidecar.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.SigningKey;
import dev.postern.policy.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JwksSourceTest {

    private static final JwtConfig.Keys CONFIG = new JwtConfig.Keys(
            Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofSeconds(1), 65_536);
    private static final SigningKey NEXT = SigningKey.ofSeed(Jwts.seed(8));

    private long now;
    private String published = Jwts.jwks(Jwts.ed("ed-1", Jwts.ED));
    private boolean broken;
    private int reads;

    private final JwksSource source = new JwksSource(
            Jwts.ISSUER,
            () -> {
                reads++;
                if (broken) {
                    throw new IOException("gone");
                }
                return published;
            },
            CONFIG,
            () -> now);
    private final JwtVerifier verifier = new JwtVerifier(List.of(new JwtVerifier.Trusted(Jwts.issuer(), source)), 0);
    private final KnownJwts known = new KnownJwts(verifier, 100, Runnable::run, 10);

    @Test
    void aKeyThatIsNotThereIsLookedForAtOnceButNotOnEveryQuestion() {
        assertThat(verify("ed-1", Jwts.ED)).isInstanceOf(JwtResult.Verified.class);
        for (int i = 0; i < 100; i++) {
            assertThat(verify("ed-2", NEXT)).isEqualTo(new JwtResult.Refused(Reason.JWT_KEY));
        }
        assertThat(reads).isEqualTo(1);
        published = Jwts.jwks(Jwts.ed("ed-1", Jwts.ED), Jwts.ed("ed-2", NEXT));
        now += CONFIG.pause().toNanos();
        assertThat(verify("ed-2", NEXT)).isInstanceOf(JwtResult.Verified.class);
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void aTokenIsVerifiedOnceAndAgainWhenTheKeysAreOthers() {
        String token = Jwts.of("alice", Jwts.NOW);
        assertThat(known.find(token)).isNull();
        known.verifyHere(token);
        known.verifyHere(token);
        source.look();
        assertThat(known.find(token)).as("the same keys, read again").isNotNull();
        assertThat(known.verifications()).isEqualTo(1);

        published = Jwts.jwks(Jwts.ed("ed-2", NEXT));
        source.look();
        assertThat(known.find(token)).as("its key was taken back").isNull();
        assertThat(known.verifyHere(token)).isEqualTo(new JwtResult.Refused(Reason.JWT_KEY));
    }

    @Test
    void keysLastForATimeWhenTheyCanNoLongerBeRead() {
        String token = Jwts.of("alice", Jwts.NOW);
        known.verifyHere(token);
        broken = true;
        source.look();
        assertThat(source.failures()).isEqualTo(1);
        now += CONFIG.lasting().toNanos() - 1;
        assertThat(known.find(token)).isNotNull();
        now++;
        assertThat(known.find(token)).isNull();
        assertThat(known.verifyHere(token)).isEqualTo(new JwtResult.Refused(Reason.JWT_KEYS_UNAVAILABLE));
        broken = false;
        now += CONFIG.pause().toNanos();
        assertThat(known.verifyHere(token)).isInstanceOf(JwtResult.Verified.class);
    }

    @Test
    void aSetThatIsNoneChangesNothing() {
        source.look();
        JwtKeys before = source.keys();
        for (String bad : List.of(
                "", "[]", "{}", "{\"keys\":7}", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AA\"}]}")) {
            published = bad;
            source.look();
            assertThat(source.keys()).as(bad).isSameAs(before);
        }
        assertThat(source.failures()).isEqualTo(6);
    }

    private JwtResult verify(String id, SigningKey key) {
        return verifier.verify(Jwts.ed(id, key, Jwts.claims(all -> {})));
    }
}
