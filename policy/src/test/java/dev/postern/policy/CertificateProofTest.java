package dev.postern.policy;

import static dev.postern.policy.Checks.check;
import static dev.postern.policy.Checks.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A certificate whose key does not say all that its answer rests on is never admitted. */
class CertificateProofTest {

    private final KeptCertificates certificates = new KeptCertificates();
    private final Program program = Checks.program(
            "permit read on '/docs/**' when path matches '^a+b' and name matches 'x$'",
            "deny read on '/docs/**' when path matches 'secret' or name matches 'q'");
    private byte[] key = {};
    private byte[] matched = {};
    private TenantRules rules;

    @BeforeEach
    void keep() {
        program.decide(
                check("read", "/docs/1", Map.of("path", text("aab"), "name", text("x"))), new Scratch(certificates));
        Map.Entry<ByteBuffer, byte[]> only =
                certificates.kept.entrySet().iterator().next();
        key = only.getKey().array();
        matched = only.getValue();
        rules = program.own(Check.DEFAULT_TENANT);
    }

    private boolean holds(byte[] otherKey, byte[] otherMatched) {
        return CertificateProof.holds(program.digest(), rules, otherKey, otherMatched);
    }

    @Test
    void admitsWhatTheKeyAloneProves() {
        assertThat(holds(key, matched)).isTrue();
    }

    @Test
    void refusesEveryOtherOutcome() {
        for (int bit = 0; bit < 2; bit++) {
            byte[] other = matched.clone();
            other[0] ^= (byte) (1 << bit);
            assertThat(holds(key, other)).as("bit %d", bit).isFalse();
        }
        assertThat(holds(key, new byte[0])).isFalse();
        assertThat(holds(key, new byte[2])).isFalse();
    }

    @Test
    void refusesEveryPrefixAndEveryByteLeftOut() {
        for (int i = 0; i < key.length; i++) {
            assertThat(holds(Arrays.copyOf(key, i), matched))
                    .as("first %d bytes", i)
                    .isFalse();
            byte[] without = new byte[key.length - 1];
            System.arraycopy(key, 0, without, 0, i);
            System.arraycopy(key, i + 1, without, i, key.length - i - 1);
            assertThat(holds(without, matched)).as("without byte %d", i).isFalse();
        }
        assertThat(holds(Arrays.copyOf(key, key.length + 1), matched)).isFalse();
    }

    @Test
    void refusesTheKeyOfAnotherBundleAndAnotherTenant() {
        assertThat(CertificateProof.holds("0".repeat(64), rules, key, matched)).isFalse();
        Program other =
                Checks.bundle(new SourceFile("other/policy.ccl", "permit read on '/docs/**' when path matches '^a'"));
        assertThat(CertificateProof.holds(program.digest(), other.own("other"), key, matched))
                .isFalse();
    }
}
