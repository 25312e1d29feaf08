package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A certificate whose key does not say all that its answer rests on is never admitted. */
class CertificateProofTest {

    private final ValueTest comparison = test("^a+b");
    private final byte[] key = key(comparison, "aab");

    @Test
    void admitsWhatTheKeyAloneProves() {
        assertThat(CertificateProof.holds(comparison, key, true)).isTrue();
        assertThat(CertificateProof.holds(comparison, key(comparison, "b"), false))
                .isTrue();
        assertThat(CertificateProof.holds(comparison, key(comparison, ""), false))
                .isTrue();
    }

    @Test
    void refusesTheOtherOutcome() {
        assertThat(CertificateProof.holds(comparison, key, false)).isFalse();
        assertThat(CertificateProof.holds(comparison, key(comparison, "b"), true))
                .isFalse();
    }

    @Test
    void refusesEveryPrefixAndEveryByteLeftOut() {
        for (int i = 0; i < key.length; i++) {
            assertRefused(Arrays.copyOf(key, i));
            byte[] without = new byte[key.length - 1];
            System.arraycopy(key, 0, without, 0, i);
            System.arraycopy(key, i + 1, without, i, key.length - i - 1);
            assertRefused(without);
        }
        assertRefused(Arrays.copyOf(key, key.length + 1));
    }

    @Test
    void refusesTheKeyOfAnotherComparison() {
        assertRefused(key(test("^a*b"), "aab"));
        assertRefused(key(test("^a+b "), "aab"));
    }

    private void assertRefused(byte[] other) {
        assertThat(CertificateProof.holds(comparison, other, true)).isFalse();
        assertThat(CertificateProof.holds(comparison, other, false)).isFalse();
    }

    /** The comparison as a rule has it. */
    private static ValueTest test(String pattern) {
        TenantRules rules = Checks.program("permit read on '/**' when path matches '" + pattern + "'")
                .own(Check.DEFAULT_TENANT);
        return ((Atom.Literal) rules.atoms()[0]).test();
    }

    private static byte[] key(ValueTest comparison, String text) {
        return new CertificateKey().write(comparison, text).toByteArray();
    }
}
