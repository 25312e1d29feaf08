package dev.postern.capability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.Reason;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostileTokenTest {

    private static final Set<Reason> EXPECTED = EnumSet.of(
            Reason.CAP_MALFORMED,
            Reason.CAP_TOO_LARGE,
            Reason.CAP_ISSUER,
            Reason.CAP_SIGNATURE,
            Reason.CAP_CHAIN,
            Reason.CAP_WIDENED);

    @Test
    void everyFormIsReadBackAsItWasWritten() {
        Token token = Tokens.narrowed();
        assertThat(TokenText.parse(TokenText.print(token))).isEqualTo(new TokenResult.Read(token));
        assertThat(TokenBytes.parse(TokenBytes.print(token))).isEqualTo(new TokenResult.Read(token));
        assertThat(TokenJson.parse(TokenJson.print(token).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(new TokenResult.Read(token));
    }

    @Test
    void oneLinkTakesLessThanEightHundredCharacters() {
        assertThat(TokenText.print(Tokens.token())).hasSizeLessThan(800);
    }

    @Test
    void refusesEveryFlippedBit() {
        byte[] genuine = TokenBytes.print(Tokens.narrowed());
        for (int bit = 0; bit < Byte.SIZE * genuine.length; bit++) {
            byte[] hostile = genuine.clone();
            hostile[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertRefused(TokenBytes.parse(hostile));
        }
    }

    @Test
    void refusesEveryPrefixAndWhatGoesOn() {
        byte[] genuine = TokenBytes.print(Tokens.narrowed());
        for (int length = 0; length <= genuine.length + 1; length++) {
            if (length != genuine.length) {
                assertRefused(TokenBytes.parse(java.util.Arrays.copyOf(genuine, length)));
            }
        }
    }

    private static void assertRefused(TokenResult hostile) {
        Verification verification = Tokens.VERIFIER.verify(hostile);
        assertThat(verification).isInstanceOf(Verification.Refused.class);
        assertThat(((Verification.Refused) verification).refusal().reason()).isIn(EXPECTED);
    }
}
