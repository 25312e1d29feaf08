package dev.postern.evidence.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.JsonBoolean;
import dev.postern.crypto.JsonObject;
import dev.postern.crypto.JsonString;
import dev.postern.crypto.PublicKey;
import dev.postern.crypto.Sha256;
import dev.postern.crypto.SigningKey;
import dev.postern.evidence.chain.DocumentProof;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final long HOUR = 3_600_000;

    @Test
    void watchersThatSawTheSameAgree() {
        Comparison comparison = compare(QuorumRule.MAJORITY, seen(1, 10, "s"), seen(2, 10, "s"), seen(3, 10, "s"));

        assertThat(comparison.findings()).isEmpty();
        assertThat(comparison.quorum()).isTrue();
        assertThat(comparison.agreeing()).isEqualTo(3);
        assertThat(comparison.required()).isEqualTo(2);
    }

    @Test
    void differentStatesAfterAsManyReceiptsAreAForkAndNoQuorum() {
        Comparison comparison = compare(QuorumRule.MAJORITY, seen(1, 10, "s"), seen(2, 10, "s"), seen(3, 10, "t"));

        assertThat(comparison.findings()).containsExactly(WatchFinding.FORK_LIKE_DIVERGENCE);
        assertThat(comparison.agreeing()).isEqualTo(2);
        assertThat(comparison.quorum()).isFalse();
    }

    @Test
    void differentNumbersOfReceiptsAreLag() {
        Comparison comparison = compare(QuorumRule.MAJORITY, seen(1, 10, "s"), seen(2, 10, "s"), seen(3, 9, "r"));

        assertThat(comparison.findings()).containsExactly(WatchFinding.LAG_DIVERGENCE);
        assertThat(comparison.quorum()).isTrue();
    }

    @Test
    void differentCheckpointsOfOneStateAreNamed() {
        Attestation one = seen(1, 10, "s");
        Attestation other = new Attestation(
                key(2).publicKey(),
                one.corridorId(),
                one.observedAt(),
                one.receiptCount(),
                one.finalStateRoot(),
                one.head(),
                digest("another checkpoint"),
                false);

        assertThat(compare(QuorumRule.MAJORITY, one, other).findings())
                .containsExactly(WatchFinding.CHECKPOINT_DIGEST_DIVERGENCE);
    }

    @Test
    void aWatcherThatSaysItSawAForkIsBelieved() {
        JsonObject subject = subject(10, "s", NOW.toString());
        var members = new LinkedHashMap<>(subject.members());
        members.put("no_fork_observed", new JsonBoolean(false));

        assertThat(compare(QuorumRule.MAJORITY, read(credential(1, new JsonObject(members))))
                        .findings())
                .containsExactly(WatchFinding.FORK_LIKE_DIVERGENCE);
    }

    @Test
    void whatIsStaleForeignOrByAStrangerIsLeftOut() {
        Attestation stale =
                read(credential(1, subject(10, "s", NOW.minusMillis(HOUR + 1).toString())));
        Attestation undated = read(credential(2, subject(10, "s", "yesterday")));
        Attestation fresh =
                read(credential(3, subject(10, "s", NOW.minusMillis(HOUR).toString())));
        Attestation stranger = seen(9, 10, "t");
        Set<PublicKey> allowed = Set.of(key(1).publicKey(), key(2).publicKey(), key(3).publicKey());

        Comparison comparison = Comparison.of(
                List.of(stale, undated, fresh, stranger), "c", allowed, QuorumRule.MAJORITY, NOW.toEpochMilli(), HOUR);

        assertThat(comparison.fresh()).containsExactly(fresh);
        assertThat(comparison.skipped()).hasSize(3);
        assertThat(comparison.required()).isEqualTo(2);
        assertThat(comparison.quorum()).isFalse();
        assertThat(Comparison.of(List.of(fresh), "d", null, QuorumRule.MAJORITY, NOW.toEpochMilli(), HOUR)
                        .findings())
                .containsExactly(WatchFinding.NO_FRESH_ATTESTATIONS);
    }

    @Test
    void oneWatcherSpeakingOftenIsOneWatcher() {
        Comparison comparison = compare(new QuorumRule(2, 3), seen(1, 10, "s"), seen(1, 10, "s"));

        assertThat(comparison.agreeing()).isEqualTo(1);
        assertThat(comparison.quorum()).isFalse();
    }

    @Test
    void aCredentialThatWasChangedOrNotSignedIsSkipped() {
        JsonObject good = credential(1, subject(10, "s", NOW.toString()));
        var members = new LinkedHashMap<>(good.members());
        members.put("issuer", new JsonString("somebody else"));

        assertThat(Attestation.read(new JsonObject(members))).isInstanceOf(Attestation.Reading.Skipped.class);
        assertThat(Attestation.read(good.without("proof"))).isInstanceOf(Attestation.Reading.Skipped.class);
        assertThat(Attestation.read(credential(1, subject(0, "s", NOW.toString()))))
                .isInstanceOf(Attestation.Reading.Skipped.class);
        assertThat(Attestation.read(credential(1, JsonObject.EMPTY))).isInstanceOf(Attestation.Reading.Skipped.class);
    }

    @Test
    void fiveHundredWatchersAreComparedInOneGo() {
        List<Attestation> attestations = new ArrayList<>();
        for (int i = 1; i <= 500; i++) {
            attestations.add(seen(i, 10 + i % 2, "s"));
        }
        Comparison comparison = Comparison.of(attestations, "c", null, QuorumRule.MAJORITY, NOW.toEpochMilli(), HOUR);

        assertThat(comparison.findings()).containsExactly(WatchFinding.LAG_DIVERGENCE);
        assertThat(comparison.agreeing()).isEqualTo(250);
        assertThat(comparison.required()).isEqualTo(251);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "most", "0/3", "4/3", "-1/3", "1/", "/3", "1/2/3", "1234567/9999999"})
    void aRuleThatIsNoneIsRefused(String text) {
        assertThat(QuorumRule.parse(text)).isNull();
    }

    @Test
    void rulesAreRead() {
        assertThat(QuorumRule.parse("majority")).isEqualTo(QuorumRule.MAJORITY);
        assertThat(QuorumRule.parse("2/3")).isEqualTo(new QuorumRule(2, 3));
    }

    private static Comparison compare(QuorumRule rule, Attestation... attestations) {
        return Comparison.of(List.of(attestations), "c", null, rule, NOW.toEpochMilli(), HOUR);
    }

    private static Attestation seen(int watcher, long receipts, String state) {
        return read(credential(watcher, subject(receipts, state, NOW.toString())));
    }

    private static Attestation read(JsonObject credential) {
        return ((Attestation.Reading.Read) Attestation.read(credential)).attestation();
    }

    private static JsonObject credential(int watcher, JsonObject subject) {
        JsonObject unsigned = JsonObject.builder()
                .put("issuer", "watcher")
                .put("credentialSubject", subject)
                .build();
        return DocumentProof.sign(unsigned, key(watcher), NOW.toString());
    }

    private static JsonObject subject(long receipts, String state, String observedAt) {
        return JsonObject.builder()
                .put("corridor_id", "c")
                .put("observed_at", observedAt)
                .put("genesis_root", digest("genesis").hex())
                .put("receipt_count", receipts)
                .put("final_state_root", digest(state).hex())
                .put("mmr_root", digest("mmr" + receipts).hex())
                .put("checkpoint_digest_sha256", digest("checkpoint" + receipts).hex())
                .build();
    }

    private static SigningKey key(int number) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        seed[0] = (byte) (number >> 8);
        seed[31] = (byte) number;
        return SigningKey.ofSeed(seed);
    }

    private static ContentDigest digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
