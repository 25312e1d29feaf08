package dev.postern.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrustPolicyParserTest {

    private static final String LOG = Signers.LOG.logKey().toString();

    @Test
    void readsNestedGroups() {
        TrustPolicy policy = parsed("""
                # logs
                log %s https://example.com/log

                witness X1 %s
                \twitness  X2\t%s https://witness.example/2
                witness X3 %s
                group X 2 X1 X2 X3
                witness Y1 %s
                witness Y2 %s
                group Y any Y1 Y2
                group both all X Y
                quorum both
                """.formatted(LOG, witness(1), witness(2), witness(3), witness(4), witness(5)));
        assertThat(policy.logs()).containsExactly(Signers.LOG.logKey());
        assertThat(policy.witnesses())
                .hasSize(5)
                .containsEntry("X2", Signers.witness(2).witnessKey());
        assertThat(policy.quorum().isMetBy(Set.of("X1", "X3", "Y2"))).isTrue();
        assertThat(policy.quorum().isMetBy(Set.of("X1", "X2", "X3"))).isFalse();
        assertThat(policy.quorum().isMetBy(Set.of("X1", "Y1", "Y2"))).isFalse();
    }

    @Test
    void aQuorumMayBeOneWitnessOrNobody() {
        TrustPolicy one = parsed("witness w %s\nquorum w\n".formatted(witness(1)));
        assertThat(one.quorum().isMetBy(Set.of("w"))).isTrue();
        assertThat(one.quorum().isMetBy(Set.of())).isFalse();
        assertThat(parsed("quorum none").quorum().isMetBy(Set.of())).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|''",
                "2|'log LOG\n'",
                "1|'logs LOG\nquorum none'",
                "1|'log\nquorum none'",
                "1|'log LOG a b\nquorum none'",
                "1|'log W1\nquorum none'",
                "1|'log nonsense\nquorum none'",
                "2|'log LOG\nlog LOG\nquorum none'",
                "1|'witness w LOG\nquorum none'",
                "1|'witness W1\nquorum none'",
                "2|'witness w W1\nwitness v W1\nquorum none'",
                "2|'witness w W1\nwitness w W2\nquorum none'",
                "1|'witness none W1\nquorum none'",
                "1|'group g any\nquorum g'",
                "1|'group g any w\nquorum g'",
                "2|'witness w W1\ngroup g 0 w\nquorum g'",
                "2|'witness w W1\ngroup g 2 w\nquorum g'",
                "2|'witness w W1\ngroup g 01 w\nquorum g'",
                "2|'witness w W1\ngroup g some w\nquorum g'",
                "2|'witness w W1\ngroup g any w w\nquorum g'",
                "3|'witness w W1\ngroup g any w\ngroup h any w\nquorum g'",
                "2|'witness w W1\ngroup w any w\nquorum w'",
                "2|'witness w W1\ngroup g any g\nquorum g'",
                "1|'quorum w'",
                "1|'quorum'",
                "2|'quorum none\nquorum none'",
                "1|'quorum none\u0001'",
                "1|'quorum none\r'",
            })
    void complainsOfTheFirstWrongLine(int line, String policy) {
        String text = policy.replace("LOG", LOG).replace("W1", witness(1)).replace("W2", witness(2));
        assertThat(TrustPolicyParser.parse(text))
                .isInstanceOfSatisfying(TrustPolicyParser.Result.Refused.class, refused -> {
                    assertThat(refused.line()).isEqualTo(line);
                    assertThat(refused.message()).contains("expected");
                });
    }

    @Test
    void isBoundedInLines() {
        assertThat(TrustPolicyParser.parse("#\n".repeat(1_000) + "quorum none"))
                .isInstanceOf(TrustPolicyParser.Result.Refused.class);
        assertThat(parsed("#\n".repeat(999) + "quorum none").logs()).isEqualTo(List.of());
    }

    private static String witness(int number) {
        return Signers.witness(number).witnessKey().toString();
    }

    private static TrustPolicy parsed(String text) {
        return ((TrustPolicyParser.Result.Parsed) TrustPolicyParser.parse(text)).policy();
    }
}
